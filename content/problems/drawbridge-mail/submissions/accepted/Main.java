import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.StringTokenizer;

public class Main {
    record Bridge(int to, long minutes, long period) {}

    record Arrival(long minute, int island) {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer words = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(words.nextToken());
        int m = Integer.parseInt(words.nextToken());
        List<List<Bridge>> bridges = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            bridges.add(new ArrayList<>());
        }
        for (int i = 0; i < m; i++) {
            words = new StringTokenizer(in.readLine());
            int a = Integer.parseInt(words.nextToken());
            int b = Integer.parseInt(words.nextToken());
            long minutes = Long.parseLong(words.nextToken());
            long period = Long.parseLong(words.nextToken());
            bridges.get(a).add(new Bridge(b, minutes, period));
            bridges.get(b).add(new Bridge(a, minutes, period));
        }

        long[] earliest = new long[n + 1];
        Arrays.fill(earliest, Long.MAX_VALUE);
        earliest[1] = 0;
        PriorityQueue<Arrival> queue = new PriorityQueue<>((x, y) -> Long.compare(x.minute(), y.minute()));
        queue.add(new Arrival(0, 1));
        while (!queue.isEmpty()) {
            Arrival now = queue.poll();
            if (now.minute() > earliest[now.island()]) {
                continue;
            }
            for (Bridge bridge : bridges.get(now.island())) {
                long start = (now.minute() + bridge.period() - 1) / bridge.period() * bridge.period();
                long there = start + bridge.minutes();
                if (there < earliest[bridge.to()]) {
                    earliest[bridge.to()] = there;
                    queue.add(new Arrival(there, bridge.to()));
                }
            }
        }
        System.out.println(earliest[n] == Long.MAX_VALUE ? -1 : earliest[n]);
    }
}
