class Solution {
    static long longestStay(long[] levels, long minimum) {
        long longest = 0;
        long run = 0;
        for (long level : levels) {
            run = level >= minimum ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
