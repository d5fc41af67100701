import java.util.Arrays;

class Solution {
    static int[] parent;

    static int find(int house) {
        while (parent[house] != house) {
            parent[house] = parent[parent[house]];
            house = parent[house];
        }
        return house;
    }

    /** Joins the ends of a cable and says how many groups disappear by that: 0 or 1. */
    static int join(long[] cable) {
        int one = find((int) cable[0]);
        int other = find((int) cable[1]);
        parent[one] = other;
        return one == other ? 0 : 1;
    }

    static long[] groupsAfterStorms(long houses, long[][] cables, long[] storms) {
        parent = new int[(int) houses];
        for (int house = 0; house < parent.length; house++) {
            parent[house] = house;
        }
        int[] firstHit = new int[cables.length];
        Arrays.fill(firstHit, -1);
        for (int storm = storms.length - 1; storm >= 0; storm--) {
            firstHit[(int) storms[storm]] = storm;
        }
        long groups = houses;
        for (int cable = 0; cable < cables.length; cable++) {
            if (firstHit[cable] < 0) {
                groups -= join(cables[cable]);
            }
        }
        long[] result = new long[storms.length];
        for (int storm = storms.length - 1; storm >= 0; storm--) {
            result[storm] = groups;
            int cable = (int) storms[storm];
            if (firstHit[cable] == storm) {
                groups -= join(cables[cable]);
            }
        }
        return result;
    }
}
