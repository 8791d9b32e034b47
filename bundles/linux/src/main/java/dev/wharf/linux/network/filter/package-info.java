/**
 * The packet filter nf_tables without processes and without libraries. What is wanted is written as values, which can be
 * printed and compared; a {@link dev.wharf.linux.network.filter.Transaction} of them comes to be as a whole or not at all:
 *
 * <pre>{@code
 * Table table = new Table(Family.INET, "example");
 * NamedSet closed = NamedSet.set(table, "closed", ValueType.PORT);
 * Chain input = Chain.base(table, "input", new Chain.Base(Chain.Type.FILTER, Hook.INPUT, 0, Chain.Policy.ACCEPT));
 * try (FilterSocket filter = FilterSocket.open(kernel)) {
 *     filter.commit(new Transaction()
 *             .add(table, "ours").add(closed).add(input)
 *             .add(Rule.of(input, Statement.protocol(6), Statement.in(closed, Field.DESTINATION_PORT), Statement.drop()))
 *             .add(closed, List.of(Element.of(Data.port(80)))));
 * }
 * }</pre>
 *
 * <p>{@link dev.wharf.linux.network.filter.Connections} forgets tracked connections.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.linux.network.filter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
