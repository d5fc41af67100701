import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

class Solution {
    static final long MODULUS = 1_000_000_007;

    static long countReadings(String speech, String[] words) {
        Set<String> known = new HashSet<>(List.of(words));
        Set<Integer> lengths = new TreeSet<>();
        for (String word : known) {
            lengths.add(word.length());
        }
        int letters = speech.length();
        long[] total = new long[letters + 1];
        List<Map<String, Long>> ending = new ArrayList<>();
        for (int i = 0; i <= letters; i++) {
            ending.add(new HashMap<>());
        }
        total[0] = 1;
        for (int start = 0; start < letters; start++) {
            Map<String, Long> here = ending.set(start, null);
            if (start > 0 && here.isEmpty()) {
                continue;
            }
            for (int length : lengths) {
                int end = start + length;
                if (end > letters) {
                    break;
                }
                String word = speech.substring(start, end);
                if (known.contains(word)) {
                    long readings = (total[start] - here.getOrDefault(word, 0L) + MODULUS) % MODULUS;
                    ending.get(end).put(word, readings);
                    total[end] = (total[end] + readings) % MODULUS;
                }
            }
        }
        return total[letters];
    }
}
