package org.gridbourse.node.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.gridbourse.node.rule.Setpoint;
import org.gridbourse.node.trading.Devices;
import org.gridbourse.node.trading.NotReadyException;

/** Writes setpoints as {@code from,minutes,storage_kw,curtail_kw}, the latest alone; whoever reads finds a whole file. */
public record FileDevices(Path file) implements Devices {
    @Override
    public void tell(List<Setpoint> setpoints) {
        StringBuilder text = new StringBuilder("from,minutes,storage_kw,curtail_kw\n");
        for (Setpoint setpoint : setpoints) {
            text.append("%s,%d,%s,%s%n"
                    .formatted(
                            setpoint.from(),
                            setpoint.minutes(),
                            SetpointJson.kw(setpoint.storageKw()),
                            SetpointJson.kw(setpoint.curtailKw())));
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException problem) {
            throw new NotReadyException("%s cannot be written: %s".formatted(file, problem.getMessage()));
        }
    }
}
