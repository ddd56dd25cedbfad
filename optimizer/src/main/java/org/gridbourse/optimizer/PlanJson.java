package org.gridbourse.optimizer;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A plan as JSON; keys and units are those of the command line's documentation. Equal plans give equal bytes. */
public final class PlanJson {
    private PlanJson() {}

    public static String of(DispatchPlan plan) {
        JsonWriter json = new JsonWriter().beginObject();
        head(json, plan);
        json.line().key("schedule");
        schedule(json, plan.schedule());
        json.line().key("positions").beginArray();
        for (Position position : plan.positions()) {
            json.beginObject();
            json.key("period").value(position.period());
            json.key("netWh").value(position.netWh());
            json.endObject();
        }
        json.endArray();
        json.line().key("devices");
        devices(json, plan.devices());
        if (plan.objective() == Objective.PARETO) {
            json.line().key("front");
            front(json, plan.front());
        }
        json.line().key("solver");
        solver(json, plan.solver());
        return json.endObject() + "\n";
    }

    private static void head(JsonWriter json, DispatchPlan plan) {
        json.key("site").value(plan.site());
        json.key("method").value(plan.method().number());
        json.key("objective").value(plan.objective().label());
        json.key("seed").value(plan.seed());
        json.key("steps").value(plan.schedule().size());
        json.key("stepMinutes").value(plan.stepMinutes());
        json.key("feasible").value(true);
        json.key("warnings").beginArray();
        plan.warnings().forEach(json::value);
        json.endArray();
        json.line().key("cost").value(plan.cost());
        json.key("carbonKg").value(plan.carbonKg());
        optional(json.key("renewableShare"), plan.renewableShare());
        optional(json.key("costWithoutStorage"), plan.costWithoutStorage());
        json.key("peakImportKw").value(plan.peakImportKw());
        json.line().key("exchangeKwhByPrice").beginArray();
        for (ExchangeAtPrice exchange : plan.exchangeByPrice()) {
            json.beginObject();
            json.key("buyPrice").value(exchange.buyPrice());
            json.key("netKwh").value(exchange.netKwh());
            json.endObject();
        }
        json.endArray();
    }

    private static void schedule(JsonWriter json, List<ScheduleStep> schedule) {
        json.beginArray();
        for (ScheduleStep step : schedule) {
            json.line().beginObject();
            json.key("step").value(step.step());
            json.key("loadKw").value(step.loadKw());
            json.key("pvKw").value(step.pvKw());
            json.key("windKw").value(step.windKw());
            json.key("storageKw").value(step.storageKw());
            json.key("curtailedKw").value(step.curtailedKw());
            json.key("gridKw").value(step.gridKw());
            json.key("stateOfCharge").value(step.stateOfCharge());
            json.key("buyPrice").value(step.buyPrice());
            json.key("sellPrice").value(step.sellPrice());
            json.key("marginalValuePerKwh").value(step.marginalValuePerKwh());
            json.key("marginalSavingPerKwh").value(step.marginalSavingPerKwh());
            json.endObject();
        }
        json.endArray();
    }

    private static void devices(JsonWriter json, List<DeviceSchedule> devices) {
        json.beginArray();
        for (DeviceSchedule device : devices) {
            json.line().beginObject();
            json.key("name").value(device.name());
            json.key("kind").value(device.kind().name().toLowerCase(Locale.ROOT));
            numbers(json.key("powerKw"), device.powerKw());
            if (!device.storedKwh().isEmpty()) {
                numbers(json.key("storedKwh"), device.storedKwh());
            }
            if (device.kind() == DeviceSchedule.Kind.STORAGE) {
                json.key("capacityKwh").value(device.capacityKwh());
                numbers(json.key("stateOfCharge"), device.stateOfCharge());
            } else {
                stays(json.key("stays"), device.stays());
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void stays(JsonWriter json, List<DeviceSchedule.Stay> stays) {
        json.beginArray();
        for (DeviceSchedule.Stay stay : stays) {
            json.beginObject();
            json.key("firstStep").value(stay.firstStep());
            json.key("endStep").value(stay.endStep());
            json.key("requiredKwh").value(stay.requiredKwh());
            json.key("missingKwh").value(stay.missingKwh());
            json.endObject();
        }
        json.endArray();
    }

    private static void numbers(JsonWriter json, List<Double> numbers) {
        json.beginArray();
        numbers.forEach(json::value);
        json.endArray();
    }

    private static void front(JsonWriter json, List<ParetoPoint> front) {
        json.beginArray();
        for (ParetoPoint point : front) {
            json.line().beginObject();
            json.key("cost").value(point.cost());
            json.key("carbonKg").value(point.carbonKg());
            json.key("schedule");
            schedule(json, point.schedule());
            json.endObject();
        }
        json.endArray();
    }

    private static void solver(JsonWriter json, SolverReport solver) {
        json.beginObject();
        json.key("name").value(solver.name());
        json.key("evaluations").value(solver.evaluations());
        json.key("swarmCost").value(solver.swarmCost());
        json.key("refinedCost").value(solver.refinedCost());
        json.key("swarmObjective").value(solver.swarmObjective());
        json.key("refinedObjective").value(solver.refinedObjective());
        json.key("shifts").value(solver.shifts());
        json.key("swarm").value(solver.swarm());
        json.key("millis").value(solver.millis());
        json.endObject();
    }

    private static void optional(JsonWriter json, OptionalDouble value) {
        if (value.isPresent()) {
            json.value(value.getAsDouble());
        } else {
            json.nothing();
        }
    }
}
