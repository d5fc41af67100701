import java.util.HashMap;
import java.util.Map;

class Solution {
    static long balancedStretches(String shelf) {
        Map<Long, Integer> earlier = new HashMap<>();
        earlier.put(0L, 1);
        long greenBlack = 0;
        long greenWhite = 0;
        long stretches = 0;
        for (int i = 0; i < shelf.length(); i++) {
            switch (shelf.charAt(i)) {
                case 'g' -> {
                    greenBlack++;
                    greenWhite++;
                }
                case 'b' -> greenBlack--;
                default -> greenWhite--;
            }
            // Both differences stay below 10^6, so one number describes the pair.
            int count = earlier.merge(greenBlack * 1_000_000 + greenWhite, 1, Integer::sum);
            stretches += count - 1;
        }
        return stretches;
    }
}
