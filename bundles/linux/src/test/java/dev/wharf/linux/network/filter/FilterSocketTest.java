package dev.wharf.linux.network.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asks {@code nft} what the kernel understood. */
@Tag("privileged")
class FilterSocketTest {
    private static final String NAMESPACE = "wtNFT" + ProcessHandle.current().pid();
    private static final Table TABLE = new Table(Family.INET, "wharf-test");
    private static final Chain CHAIN =
            Chain.base(TABLE, "pre", new Chain.Base(Chain.Type.NAT, Hook.PREROUTING, -100, Chain.Policy.ACCEPT));
    private static final NamedSet PORTS = new NamedSet(
            TABLE,
            "ports",
            List.of(ValueType.PROTOCOL, ValueType.IPV4_ADDRESS, ValueType.PORT),
            List.of(ValueType.IPV4_ADDRESS, ValueType.PORT),
            false);
    private static final NamedSet SUBNETS =
            NamedSet.intervals(TABLE, "subnets", ValueType.INTERFACE_NAME, ValueType.IPV4_ADDRESS);
    private static final Kernel KERNEL = Linux.kernel();

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void makeNamespace() throws Exception {
        run("ip", "netns", "add", NAMESPACE);
    }

    @AfterEach
    void removeNamespace() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        run("ip", "netns", "del", NAMESPACE);
    }

    private FilterSocket filter() {
        FilterSocket filter = FilterSocket.open(KERNEL, Path.of("/run/netns", NAMESPACE));
        opened.add(filter);
        return filter;
    }

    private static Transaction all() throws IOException {
        return new Transaction()
                .add(TABLE, "a comment")
                .add(PORTS)
                .add(SUBNETS)
                .add(CHAIN)
                .add(Rule.of(
                                CHAIN,
                                Statement.family(Family.IP),
                                Statement.destinationFrom(
                                        PORTS, Field.PROTOCOL, Field.IPV4_DESTINATION, Field.DESTINATION_PORT))
                        .commented("lead"))
                .add(Rule.of(
                        CHAIN,
                        Statement.family(Family.IP),
                        Statement.in(SUBNETS, Field.INPUT_INTERFACE, Field.IPV4_SOURCE),
                        Statement.drop()))
                .add(PORTS, List.of(port("10.0.0.1", 80, "172.17.0.2", 8080)))
                .add(
                        SUBNETS,
                        List.of(Element.between(
                                Data.join(Data.interfaceName("docker0"), address("172.17.0.0")),
                                Data.join(Data.interfaceName("docker0"), address("172.17.255.255")))));
    }

    private static Element port(String from, int fromPort, String to, int toPort) throws IOException {
        return Element.of(
                Data.join(Data.number8(6), address(from), Data.port(fromPort)),
                Data.join(address(to), Data.port(toPort)));
    }

    private static Data address(String text) throws IOException {
        return Data.address(InetAddress.getByName(text));
    }

    @Test
    void theKernelUnderstandsTablesChainsRulesAndSets() throws Exception {
        filter().commit(all());

        assertThat(list())
                .contains("comment \"a comment\"")
                .contains("type inet_proto . ipv4_addr . inet_service : ipv4_addr . inet_service")
                .contains("elements = { tcp . 10.0.0.1 . 80 : 172.17.0.2 . 8080 }")
                .contains("elements = { \"docker0\" . 172.17.0.0/16 }")
                .contains("type nat hook prerouting priority dstnat; policy accept;")
                .contains("dnat ip to meta l4proto . ip daddr . th dport map @ports comment \"lead\"")
                .contains("iifname . ip saddr @subnets drop");
    }

    @Test
    void whatWasMadeIsFoundAgain() throws Exception {
        FilterSocket filter = filter();
        filter.commit(all());

        assertThat(filter.comment(TABLE)).contains("a comment");
        assertThat(filter.chains()).containsExactly(CHAIN);
        assertThat(filter.rules(CHAIN)).extracting(FoundRule::comment).containsExactly("lead", "");
        assertThat(filter.rules(CHAIN)).extracting(FoundRule::verdict).containsExactly("", "drop");
        assertThat(filter.elements(PORTS)).containsExactly(port("10.0.0.1", 80, "172.17.0.2", 8080));
        assertThat(filter.elements(SUBNETS)).hasSize(1);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        FilterSocket filter = filter();

        assertThat(filter.comment(TABLE)).isEmpty();
        assertThat(filter.rules(CHAIN)).isEmpty();
        assertThat(filter.elements(PORTS)).isEmpty();
    }

    @Test
    void whatWasMadeCanBeRemoved() throws Exception {
        FilterSocket filter = filter();
        filter.commit(all());
        FoundRule first = filter.rules(CHAIN).get(0);

        filter.commit(new Transaction()
                .delete(first)
                .delete(PORTS, filter.elements(PORTS))
                .delete(SUBNETS, filter.elements(SUBNETS)));

        assertThat(list()).contains("@subnets drop").doesNotContain("elements").doesNotContain("dnat ip to");
        filter.commit(new Transaction().delete(TABLE));
        assertThat(list()).isEmpty();
    }

    @Test
    void anElementCanBeReplacedInOneTransaction() throws Exception {
        FilterSocket filter = filter();
        filter.commit(all());

        filter.commit(new Transaction()
                .delete(PORTS, List.of(port("10.0.0.1", 80, "172.17.0.2", 8080)))
                .add(PORTS, List.of(port("10.0.0.1", 80, "172.17.0.3", 81))));

        assertThat(list()).contains("elements = { tcp . 10.0.0.1 . 80 : 172.17.0.3 . 81 }");
    }

    @Test
    void aFailureNamesWhatWasRefusedAndNothingComesToBe() throws Exception {
        FilterSocket filter = filter();
        filter.commit(all());
        Transaction transaction = new Transaction()
                .add(PORTS, List.of(port("10.0.0.2", 80, "172.17.0.2", 8080)))
                .add(Rule.of(Chain.named(TABLE, "nowhere"), Statement.drop()));

        assertThatThrownBy(() -> filter.commit(transaction))
                .isInstanceOf(LinuxException.class)
                .hasMessageStartingWith("add rule inet wharf-test nowhere drop: no such file or directory");

        assertThat(list()).doesNotContain("10.0.0.2");
    }

    @Test
    void aThousandElementsComeAtOnce() throws Exception {
        FilterSocket filter = filter();
        filter.commit(all());
        List<Element> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(port("10.0.0.9", 1000 + i, "172.17.0.2", 8080));
        }

        filter.commit(new Transaction().add(PORTS, many));

        assertThat(filter.elements(PORTS)).hasSize(1001).containsAll(many);
    }

    @Test
    void iptablesReadsAMarkThatIsMatchedItsWay() throws Exception {
        run("ip", "netns", "exec", NAMESPACE, "iptables-nft", "-P", "FORWARD", "DROP");
        FilterSocket filter = filter();
        Chain forward = filter.chains().stream()
                .filter(each -> each.name().equals("FORWARD"))
                .findAny()
                .orElseThrow();
        Data mark = Data.join(Data.number32(0x10), Data.number32(0x10), Data.number32(0), Data.number32(0));

        filter.commit(new Transaction()
                .insert(Rule.of(
                                forward,
                                new Statement.Extension("mark", 1, mark),
                                new Statement.Counter(),
                                Statement.accept())
                        .commented("ours")));

        assertThat(run("ip", "netns", "exec", NAMESPACE, "iptables-nft", "-S", "FORWARD"))
                .contains("-A FORWARD -m mark --mark 0x10/0x10 -m comment --comment ours -j ACCEPT");
        assertThat(filter.rules(forward)).extracting(FoundRule::comment).containsExactly("ours");
    }

    @Test
    void commentsOfIptablesAreRead() throws Exception {
        run(
                "ip",
                "netns",
                "exec",
                NAMESPACE,
                "iptables-nft",
                "-A",
                "FORWARD",
                "-m",
                "comment",
                "--comment",
                "x y",
                "-j",
                "REJECT");
        FilterSocket filter = filter();
        Chain forward = filter.chains().stream()
                .filter(each -> each.name().equals("FORWARD"))
                .findAny()
                .orElseThrow();

        FoundRule rule = filter.rules(forward).get(0);

        assertThat(rule.comment()).isEqualTo("x y");
        assertThat(rule.isRefusal()).isTrue();
    }

    private static String list() throws Exception {
        return run("ip", "netns", "exec", NAMESPACE, "nft", "list", "ruleset");
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
