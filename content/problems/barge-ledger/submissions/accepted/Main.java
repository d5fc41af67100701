import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
        in.nextToken();
        int piers = (int) in.nval;
        long load = 0;
        long heaviest = -1;
        int pierOfHeaviest = 0;
        for (int pier = 1; pier <= piers; pier++) {
            in.nextToken();
            load -= (long) in.nval;
            in.nextToken();
            load += (long) in.nval;
            if (load > heaviest) {
                heaviest = load;
                pierOfHeaviest = pier;
            }
        }
        System.out.println(heaviest + " " + pierOfHeaviest);
    }
}
