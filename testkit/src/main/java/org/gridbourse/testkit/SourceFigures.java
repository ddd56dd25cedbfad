package org.gridbourse.testkit;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Counts the main sources of each module by the JDK's own syntax trees: files, lines, methods over 40 lines, files over
 * 300, circles of packages. Runs on the sources alone: {@code java SourceFigures.java} in the checkout's root.
 */
public final class SourceFigures {
    private static final int LONG_METHOD_LINES = 40;
    private static final int LONG_FILE_LINES = 300;
    private static final String OURS = "org.gridbourse.";

    private final Map<String, Module> modules = new TreeMap<>();
    private final List<String> tooLong = new ArrayList<>();

    /** What is counted of one module; {@code uses} has, for each package, the others that its files import. */
    private static final class Module {
        private int files;
        private int lines;
        private int longMethods;
        private int longFiles;
        private final Map<String, Set<String>> uses = new TreeMap<>();

        /** Packages from which a way of imports leads back to them. */
        long inCircles() {
            return uses.keySet().stream()
                    .filter(name -> reaches(name, name, new TreeSet<>()))
                    .count();
        }

        private boolean reaches(String from, String wanted, Set<String> seen) {
            return uses.getOrDefault(from, Set.of()).stream()
                    .anyMatch(next -> next.equals(wanted) || seen.add(next) && reaches(next, wanted, seen));
        }
    }

    private SourceFigures() {}

    /** Prints a table of the checkout in the working directory, or in the one that is named. */
    public static void main(String[] arguments) throws IOException {
        SourceFigures figures = new SourceFigures();
        Path root = Path.of(arguments.length > 0 ? arguments[0] : ".");
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.sorted().toList()) {
                if (Files.isDirectory(folder.resolve("src/main/java"))) {
                    figures.count(folder.getFileName().toString(), folder.resolve("src/main/java"));
                }
            }
        }
        figures.print();
    }

    private void count(String name, Path sources) throws IOException {
        Module module = modules.computeIfAbsent(name, absent -> new Module());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.walk(sources)) {
            List<Path> java = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(java));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                count(module, unit, positions);
            }
        }
    }

    private void count(Module module, CompilationUnitTree unit, SourcePositions positions) throws IOException {
        int lines = lines(unit.getSourceFile());
        module.files++;
        module.lines += lines;
        if (lines > LONG_FILE_LINES) {
            module.longFiles++;
            tooLong.add("%s: %d lines".formatted(unit.getSourceFile().getName(), lines));
        }
        String own = String.valueOf(unit.getPackageName());
        Set<String> uses = module.uses.computeIfAbsent(own, absent -> new TreeSet<>());
        for (ImportTree each : unit.getImports()) {
            String imported = packageOf(each.getQualifiedIdentifier().toString());
            if (imported.startsWith(OURS) && !imported.equals(own)) {
                uses.add(imported);
            }
        }
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                long length = line(unit, positions.getEndPosition(unit, method))
                        - line(unit, positions.getStartPosition(unit, method))
                        + 1;
                if (length > LONG_METHOD_LINES) {
                    module.longMethods++;
                    tooLong.add(
                            "%s, %s: %d lines".formatted(unit.getSourceFile().getName(), method.getName(), length));
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
    }

    private static String packageOf(String imported) {
        // types begin with a capital letter, packages do not
        int end = 0;
        for (String part : imported.split("\\.")) {
            if (Character.isUpperCase(part.charAt(0))) {
                break;
            }
            end += part.length() + 1;
        }
        return imported.substring(0, Math.max(0, Math.min(end - 1, imported.length())));
    }

    private static long line(CompilationUnitTree unit, long position) {
        return unit.getLineMap().getLineNumber(position);
    }

    private static int lines(JavaFileObject file) throws IOException {
        return (int) file.getCharContent(true).chars().filter(c -> c == '\n').count();
    }

    private void print() {
        String row = "%-14s %6s %7s %12s %10s %19s%n";
        System.out.printf(row, "module", "files", "lines", "methods > 40", "files >300", "packages in circles");
        Module all = new Module();
        long circles = 0;
        for (Map.Entry<String, Module> each : modules.entrySet()) {
            Module module = each.getValue();
            System.out.printf(
                    row,
                    each.getKey(),
                    module.files,
                    module.lines,
                    module.longMethods,
                    module.longFiles,
                    module.inCircles());
            all.files += module.files;
            all.lines += module.lines;
            all.longMethods += module.longMethods;
            all.longFiles += module.longFiles;
            circles += module.inCircles();
        }
        System.out.printf(row, "all", all.files, all.lines, all.longMethods, all.longFiles, circles);
        tooLong.forEach(System.out::println);
    }
}
