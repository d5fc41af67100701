import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    static long gcd(long a, long b) {
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        StringTokenizer words = new StringTokenizer(in.readLine());
        long piece = 0;
        long total = 0;
        for (int i = 0; i < n; i++) {
            long length = Long.parseLong(words.nextToken());
            piece = gcd(piece, length);
            total += length;
        }
        System.out.println(piece + " " + total / piece);
    }
}
