import java.util.HashSet;
import java.util.Set;

class Solution {
    static String firstReturn(String[] names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                return name;
            }
        }
        return "";
    }
}
