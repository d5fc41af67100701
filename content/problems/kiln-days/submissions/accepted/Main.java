import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    static long daysNeeded(long[] weights, long capacity) {
        long days = 1;
        long load = 0;
        for (long weight : weights) {
            load += weight;
            if (load > capacity) {
                days++;
                load = weight;
            }
        }
        return days;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer words = new StringTokenizer(in.readLine());
        long[] weights = new long[Integer.parseInt(words.nextToken())];
        long mostDays = Long.parseLong(words.nextToken());
        words = new StringTokenizer(in.readLine());
        long low = 0;
        long high = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Long.parseLong(words.nextToken());
            low = Math.max(low, weights[i]);
            high += weights[i];
        }
        while (low < high) {
            long middle = (low + high) / 2;
            if (daysNeeded(weights, middle) <= mostDays) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        System.out.println(low);
    }
}
