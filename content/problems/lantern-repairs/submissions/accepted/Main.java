import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        long[][] lanterns = new long[n][2];
        for (long[] lantern : lanterns) {
            StringTokenizer words = new StringTokenizer(in.readLine());
            lantern[0] = Long.parseLong(words.nextToken());
            lantern[1] = Long.parseLong(words.nextToken());
        }
        Arrays.sort(lanterns, (a, b) -> Long.compare(a[0], b[0]));
        PriorityQueue<Long> accepted = new PriorityQueue<>();
        long earned = 0;
        for (long[] lantern : lanterns) {
            accepted.add(lantern[1]);
            earned += lantern[1];
            if (accepted.size() > lantern[0]) {
                earned -= accepted.poll();
            }
        }
        System.out.println(earned);
    }
}
