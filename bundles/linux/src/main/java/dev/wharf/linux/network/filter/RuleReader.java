package dev.wharf.linux.network.filter;

import dev.wharf.linux.FileNames;
import dev.wharf.linux.network.NetlinkAttributes;
import dev.wharf.linux.network.NetlinkReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads what the kernel tells of rules. */
final class RuleReader {
    private static final int NFTA_RULE_HANDLE = 3;
    private static final int NFTA_RULE_EXPRESSIONS = 4;
    private static final int NFTA_RULE_USERDATA = 7;

    private final List<String> names = new ArrayList<>();
    private String comment = "";
    private String output = "";
    private String verdict = "";
    private boolean isOutputLoaded;

    private RuleReader() {}

    static FoundRule read(Chain chain, NetlinkReply reply) {
        NetlinkAttributes rule = reply.attributes(Messages.HEADER_BYTES);
        RuleReader reader = new RuleReader();
        rule.nested(NFTA_RULE_EXPRESSIONS).all().forEach(each -> reader.expression(each.nested()));
        String comment = rule.bytes(NFTA_RULE_USERDATA).map(Messages::comment).orElse("");
        return new FoundRule(
                chain,
                rule.longBigEndian(NFTA_RULE_HANDLE).orElse(0L),
                comment.isEmpty() ? reader.comment : comment,
                reader.names,
                reader.output,
                reader.verdict);
    }

    private void expression(NetlinkAttributes expression) {
        String name = expression.text(1).orElse("");
        NetlinkAttributes data = expression.nested(2);
        boolean isOfIptables = name.equals("match") || name.equals("target");
        names.add(isOfIptables ? name + " " + data.text(1).orElse("") : name);
        if (name.equals("immediate")) {
            verdict(data.nested(2).nested(2));
        } else if (name.equals("meta")) {
            isOutputLoaded = data.numberBigEndian(2).orElse(-1) == Field.OUTPUT_INTERFACE.place();
        } else if (name.equals("cmp") && isOutputLoaded) {
            output(data);
        } else if (name.equals("match") && data.text(1).orElse("").equals("comment")) {
            comment = data.bytes(3).map(RuleReader::text).orElse("");
        }
    }

    /** A name with its NUL; without it, names that only begin so are meant, too. */
    private void output(NetlinkAttributes comparison) {
        byte[] name = comparison.nested(3).bytes(1).orElse(new byte[0]);
        boolean isEqual = comparison.numberBigEndian(2).orElse(-1) == ExpressionWriter.EQUAL;
        output = isEqual && name.length > 0 && name[name.length - 1] == 0 ? text(name) : "";
        isOutputLoaded = false;
    }

    private void verdict(NetlinkAttributes data) {
        data.numberBigEndian(1).ifPresent(code -> Arrays.stream(Statement.Outcome.values())
                .filter(each -> each.number() == code)
                .forEach(each -> verdict = text(each, data.text(2).orElse(""))));
    }

    private static String text(Statement.Outcome outcome, String chain) {
        return (outcome.name().toLowerCase(Locale.ROOT) + " " + chain).strip();
    }

    private static String text(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return FileNames.decode(Arrays.copyOf(bytes, length));
    }
}
