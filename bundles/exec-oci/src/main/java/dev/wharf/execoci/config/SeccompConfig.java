package dev.wharf.execoci.config;

import dev.wharf.linux.launch.Call;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Condition;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A system call filter, for the native architecture alone: libseccomp kills what calls by another one. */
final class SeccompConfig {
    private SeccompConfig() {}

    static Map<String, Object> json(SeccompPolicy policy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("defaultAction", name(policy.defaultAction()));
        putErrno(json, "defaultErrnoRet", policy.defaultAction());
        json.put("architectures", List.of(Call.onArm() ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64"));
        json.put(
                "syscalls",
                policy.rules().stream()
                        .filter(rule -> !rule.calls().isEmpty())
                        .map(SeccompConfig::rule)
                        .toList());
        return json;
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("names", rule.calls());
        json.put("action", name(rule.action()));
        putErrno(json, "errnoRet", rule.action());
        json.put(
                "args", rule.conditions().stream().map(SeccompConfig::condition).toList());
        return json;
    }

    private static void putErrno(Map<String, Object> json, String name, Action action) {
        if (action.kind() == Action.Kind.ERRNO) {
            json.put(name, action.errno());
        }
    }

    private static String name(Action action) {
        return switch (action.kind()) {
            case ALLOW -> "SCMP_ACT_ALLOW";
            case ERRNO -> "SCMP_ACT_ERRNO";
            case KILL -> "SCMP_ACT_KILL";
            case TRAP -> "SCMP_ACT_TRAP";
            case TRACE -> "SCMP_ACT_TRACE";
            case LOG -> "SCMP_ACT_LOG";
        };
    }

    private static Map<String, Object> condition(Condition condition) {
        return Map.of(
                "index", condition.argument(),
                "value", Unsigned.of(condition.value()),
                "valueTwo", Unsigned.of(condition.masked()),
                "op", name(condition.operator()));
    }

    private static String name(Condition.Operator operator) {
        return switch (operator) {
            case EQUAL -> "SCMP_CMP_EQ";
            case NOT_EQUAL -> "SCMP_CMP_NE";
            case LESS -> "SCMP_CMP_LT";
            case LESS_OR_EQUAL -> "SCMP_CMP_LE";
            case GREATER -> "SCMP_CMP_GT";
            case GREATER_OR_EQUAL -> "SCMP_CMP_GE";
            case MASKED_EQUAL -> "SCMP_CMP_MASKED_EQ";
        };
    }
}
