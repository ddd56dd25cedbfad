package org.gridbourse.cli.market;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gridbourse clear}: what the chaincode would do with an order book, by the same classes. */
@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        description = {
            "Clears an order book, or each of an array of them, as the chaincode would, by the same classes.",
            "A book with tariffs, one per period, is a whole session; its storage orders are cleared jointly: without a "
                    + "proposal one is found, with one it is only checked."
        })
public final class ClearCommand implements Callable<Integer> {

    @Option(names = "--book", required = true, paramLabel = "FILE", description = "order book, or array of them (JSON)")
    private Path book;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CaseFile file = new CaseFile(book, spec.commandLine().getErr()::println);
        CaseFile.Cases<WrittenCase> books = new BookReader(file).read();
        return Answer.print(
                books.answer(WrittenCase::answer),
                books.array(),
                json,
                spec.commandLine().getOut());
    }
}
