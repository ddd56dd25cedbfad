package org.gridbourse.cli.demo;

import java.util.List;
import java.util.Map;
import org.gridbourse.cli.community.Community;
import org.gridbourse.optimizer.DispatchPlan;

/**
 * A community that may be started, with every microgrid's plans.
 *
 * @param plans by participant, one plan per session
 */
record PlannedDay(DemoState state, Community community, Map<String, List<DispatchPlan>> plans) {}
