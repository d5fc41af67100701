// The attacks in Java: `worked` with exit code 0, or `refused` with the reason and exit code 1.
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;

public class Attack {
    static void worked() {
        System.out.println("worked");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    static void refused(Throwable error) {
        System.out.println("refused " + (error == null ? "without effect" : error.getClass().getSimpleName()));
        System.out.flush();
        Runtime.getRuntime().halt(1);
    }

    static Path reach(String path) {
        return Files.exists(Path.of(path)) ? Path.of(path) : Path.of("/host" + path);
    }

    public static void main(String[] args) {
        try {
            attack(args);
        } catch (Throwable error) {
            refused(error);
        }
    }

    static void attack(String[] args) throws Exception {
        switch (args[0]) {
            case "read":
                System.out.println(Files.readString(reach(args[1])));
                worked();
            case "overwrite":
                Files.writeString(reach(args[1]), "was here\n", StandardOpenOption.APPEND);
                worked();
            case "connect":
                new Socket("127.0.0.1", Integer.parseInt(args[1]));
                worked();
            case "environment": {
                boolean more = false;
                for (var variable : System.getenv().entrySet())
                    if (!variable.getKey().equals("PATH")) {
                        System.out.println(variable);
                        more = true;
                    }
                if (more) worked();
                refused(null);
            }
            case "processes": {
                List<Process> running = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(args[1]); i++)
                    running.add(new ProcessBuilder("/bin/sleep", "10").start());
                worked();
            }
            case "threads": {
                for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                    Thread thread = new Thread(null, () -> {
                        try { Thread.sleep(10000); } catch (InterruptedException ended) { }
                    }, "t", 65536);
                    thread.setDaemon(true);
                    thread.start();
                }
                worked();
            }
            case "memory": {
                List<byte[]> held = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                    byte[] block = new byte[1 << 20];
                    Arrays.fill(block, (byte) 1);
                    held.add(block);
                }
                worked();
            }
            case "others":
                // This process in /proc, whose numbers are those of the sandbox and not those of the run.
                String self = new java.io.File("/proc/self").getCanonicalFile().getName();
                if (ProcessHandle.allProcesses().anyMatch(
                        other -> other.pid() > 1 && !self.equals(Long.toString(other.pid())))) worked();
                refused(null);
        }
        System.exit(2);
    }
}
