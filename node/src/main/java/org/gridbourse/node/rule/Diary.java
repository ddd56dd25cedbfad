package org.gridbourse.node.rule;

import java.util.List;

/** Port: where decisions are kept, so that an owner can ask why. */
public interface Diary {
    void keep(String sessionId, List<Decision> decisions);
}
