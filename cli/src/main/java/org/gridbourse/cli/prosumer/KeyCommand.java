package org.gridbourse.cli.prosumer;

import java.nio.file.Path;
import org.gridbourse.cli.output.CommandGroup;
import org.gridbourse.cli.rest.GatewayClient;
import org.gridbourse.cli.rest.GatewayOption;
import org.gridbourse.cli.rest.Row;
import org.gridbourse.cli.signing.KeyFile;
import org.gridbourse.market.json.JsonObject;
import org.gridbourse.programs.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gridbourse prosumer key}: a key of one's own, which never leaves this machine. */
@Command(
        name = "key",
        description = "A key of your own: made here, certified by your organisation, kept by you.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The passphrase of the key file is asked for, or read from $GRIDBOURSE_KEY_PASSPHRASE.",
            "Example: scripts/gridbourse prosumer key new --key anna.key"
        })
final class KeyCommand extends CommandGroup {
    @Command(
            name = "new",
            description = "Makes a key and keeps it in an encrypted file.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer key new --key anna.key"})
    int create(@Mixin KeyOption key) {
        KeyFile.create(key.file);
        spec().commandLine().getErr().println("The key is in %s. Keep a copy where it is safe.".formatted(key.file));
        return ExitCode.GOOD;
    }

    @Command(
            description = "Has the key certified; from then on your organisation signs nothing for you.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer key enrol --key anna.key"})
    int enrol(@Mixin GatewayOption gateway, @Mixin MineOption participant, @Mixin KeyOption key) {
        return certify(gateway, participant, key);
    }

    @Command(
            description = "Has the key certified again, before its certificate ends.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: scripts/gridbourse prosumer key renew --key anna.key"})
    int renew(@Mixin GatewayOption gateway, @Mixin MineOption participant, @Mixin KeyOption key) {
        return certify(gateway, participant, key);
    }

    private int certify(GatewayOption gateway, MineOption participant, KeyOption key) {
        GatewayClient client = gateway.client();
        String participantId = participant.id(client);
        KeyFile file = KeyFile.open(key.file);
        JsonObject wish = JsonObject.builder()
                .put("participantId", participantId)
                .put("csr", file.signingRequest(participantId))
                .build();
        JsonObject certified = (JsonObject) client.post("/api/certificates", wish);
        Path certificate = file.keepCertificate(new Row(certified).word("certificate"));
        spec().commandLine()
                .getErr()
                .println("The certificate is in %s and holds until %s."
                        .formatted(certificate, new Row(certified).word("expires")));
        return gateway.show(certified, spec().commandLine().getOut());
    }

    /** The key's file. */
    static final class KeyOption {
        @Option(names = "--key", paramLabel = "FILE", required = true, description = "The key's file.")
        private Path file;
    }
}
