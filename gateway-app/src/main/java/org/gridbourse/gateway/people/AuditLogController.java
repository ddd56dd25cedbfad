package org.gridbourse.gateway.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what at this instance, for administrators and auditors. */
@Tag(name = "People")
@RestController
@RequestMapping("/api/audit-log")
class AuditLogController {
    private static final int PAGE = 500;

    private final AuditTrail audit;

    AuditLogController(AuditTrail audit) {
        this.audit = audit;
    }

    /** @param after number of the last entry that the caller has */
    @GetMapping
    List<AuditTrail.Entry> entries(@RequestParam(name = "after", defaultValue = "0") long after) {
        return audit.after(after, PAGE);
    }
}
