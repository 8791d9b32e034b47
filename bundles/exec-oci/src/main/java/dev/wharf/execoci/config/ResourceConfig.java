package dev.wharf.execoci.config;

import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.DeviceRule;
import dev.wharf.spi.exec.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The limits of a control group and the devices that it may use. */
final class ResourceConfig {
    private final CgroupSpec cgroup;

    ResourceConfig(CgroupSpec cgroup) {
        this.cgroup = cgroup;
    }

    Map<String, Object> json() {
        Resources resources = cgroup.resources();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("devices", devices());
        json.put("memory", memory(resources));
        json.put("cpu", cpu(resources));
        resources.blkioWeight().ifPresent(weight -> json.put("blockIO", Map.of("weight", weight)));
        resources.pids().ifPresent(most -> json.put("pids", Map.of("limit", most <= 0 ? -1 : most)));
        return json;
    }

    private static Map<String, Object> memory(Resources resources) {
        Map<String, Object> memory = new LinkedHashMap<>();
        resources.memory().ifPresent(bytes -> memory.put("limit", bytes));
        resources.memorySwap().ifPresent(bytes -> memory.put("swap", bytes));
        resources.memoryReservation().ifPresent(bytes -> memory.put("reservation", bytes));
        resources.kernelMemory().ifPresent(bytes -> memory.put("kernel", bytes));
        resources.swappiness().ifPresent(value -> memory.put("swappiness", value));
        if (resources.oomKillDisable()) {
            memory.put("disableOOMKiller", true);
        }
        return memory;
    }

    private static Map<String, Object> cpu(Resources resources) {
        Map<String, Object> cpu = new LinkedHashMap<>();
        resources.cpuShares().ifPresent(weight -> cpu.put("shares", weight));
        resources.cpuPeriod().ifPresent(microseconds -> cpu.put("period", microseconds));
        resources.cpuQuota().ifPresent(microseconds -> cpu.put("quota", microseconds));
        if (!resources.cpusetCpus().isEmpty()) {
            cpu.put("cpus", resources.cpusetCpus());
        }
        if (!resources.cpusetMems().isEmpty()) {
            cpu.put("mems", resources.cpusetMems());
        }
        return cpu;
    }

    private List<Map<String, Object>> devices() {
        List<Map<String, Object>> rules = new ArrayList<>();
        boolean all = cgroup.devices().stream().anyMatch(rule -> rule.type() == 'a');
        rules.add(Map.of("allow", all, "access", "rwm"));
        cgroup.devices().stream()
                .filter(rule -> rule.type() != 'a')
                .map(ResourceConfig::device)
                .forEach(rules::add);
        return rules;
    }

    private static Map<String, Object> device(DeviceRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("allow", true);
        json.put("type", Character.toString(rule.type()));
        rule.major().ifPresent(number -> json.put("major", number));
        rule.minor().ifPresent(number -> json.put("minor", number));
        json.put("access", rule.access());
        return json;
    }
}
