import java.util.Arrays;

class Solution {
    static final int NEVER = 1_000_000_000;

    /** Minutes in which each square is first reached; the squares in `water` are entered before the water only. */
    static int[] spread(String cellar, int width, char start, int[] water) {
        int[] minutes = new int[cellar.length()];
        int[] queue = new int[cellar.length()];
        int filled = 0;
        Arrays.fill(minutes, NEVER);
        for (int square = 0; square < minutes.length; square++) {
            if (cellar.charAt(square) == start) {
                minutes[square] = 0;
                queue[filled++] = square;
            }
        }
        for (int next = 0; next < filled; next++) {
            int square = queue[next];
            int column = square % width;
            int minute = minutes[square] + 1;
            int[] beside = {
                square - width, square + width, column > 0 ? square - 1 : -1, column < width - 1 ? square + 1 : -1
            };
            for (int other : beside) {
                if (other < 0 || other >= minutes.length || minutes[other] != NEVER || cellar.charAt(other) == '#') {
                    continue;
                }
                if (water != null && minute >= water[other] + (cellar.charAt(other) == 'H' ? 1 : 0)) {
                    continue;
                }
                minutes[other] = minute;
                queue[filled++] = other;
            }
        }
        return minutes;
    }

    static long minutesToHatch(String[] cellar) {
        String squares = String.join("", cellar);
        int width = cellar[0].length();
        int[] water = spread(squares, width, '~', null);
        int best = spread(squares, width, 'C', water)[squares.indexOf('H')];
        return best == NEVER ? -1 : best;
    }
}
