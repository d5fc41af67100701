// An annotation processor is a program that the compiler runs: this one prints the environment of the compiler.
import java.util.*;
import javax.annotation.processing.*;
import javax.lang.model.*;
import javax.lang.model.element.*;
import javax.tools.Diagnostic;

@SupportedAnnotationTypes("*")
public class EnvironmentProcessor extends AbstractProcessor {
    @Override public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }

    @Override public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, System.getenv().toString());
        return false;
    }
}
