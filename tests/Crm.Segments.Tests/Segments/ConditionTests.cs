using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Segments;

public sealed class ConditionTests
{
    internal static ClaimsPrincipal Admin => new(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Administrator")], "test"));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task What_SQL_answers_is_what_plain_code_answers_for_any_tree(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var people = await RandomPeople.InAsync(tenant, seed: 3, count: 90);
        var (plain, conditions) = (new PlainAnswer(people), new RandomConditions(7, people.Today));
        List<Condition> trees = [.. conditions.Leaves.Select((leaf, i) => leaf with { Not = i % 3 == 0 }), .. Enumerable.Range(0, Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 300 : 20).Select(_ => conditions.Next())];

        await tenant.InAsync(async services =>
        {
            var book = await services.GetRequiredService<RuleBooks>().ForAsync(Admin, CancellationToken.None);
            var (list, sight) = (services.GetRequiredService<PeopleList>(), await services.GetRequiredService<ContactSights>().ForAsync(Admin, ContactTypes.Person));
            foreach (var tree in trees)
            {
                var root = tree as ConditionGroup ?? new ConditionGroup(GroupMatch.All, [tree]);
                Assert.Empty(book.Check(root));
                var read = new ConditionJson(services.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<ConditionJson>>()).Parse(ConditionJson.Write(root).ToJsonString(), [])!;
                var found = (await book.Scope.People.Where(book.Compile(read)).Select(row => row.ContentItemId).ToListAsync()).Order(StringComparer.Ordinal);
                var expected = people.All.Where(person => plain.Holds(root, person)).Select(person => person.Id).Order(StringComparer.Ordinal);
                Assert.True(found.SequenceEqual(expected), ConditionJson.Write(root).ToJsonString());

                // The list asks many of them of each row by itself, on its way down the order.
                var page = await list.ReadAsync(new PeopleFilter(null, null, null, null, ConditionJson.Write(root).ToJsonString()), new ListRequest("name", null, null, 7), sight, CancellationToken.None);
                var first = await book.Scope.People.Where(book.Compile(read)).OrderBy(row => row.SortKey).ThenBy(row => row.DocumentId).Select(row => row.ContentItemId).Take(7).ToListAsync();
                Assert.True(first.SequenceEqual(page.Rows.Select(row => row.ContentItemId)), ConditionJson.Write(root).ToJsonString());
            }

            return true;
        });
        Assert.All(conditions.Leaves.Where(leaf => leaf.Rule.StartsWith("household", StringComparison.Ordinal) || leaf.Rule.StartsWith("timeline", StringComparison.Ordinal) || leaf.Rule.StartsWith("relation", StringComparison.Ordinal)),
            leaf => Assert.InRange(people.All.Count(person => plain.Holds(leaf, person)), 1, people.All.Count - 1));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_relation_tells_nothing_of_people_whom_who_asks_may_not_see(string database)
    {
        var all = await Scopes.OwnAndTeam.OnAsync(database);
        await all.Tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var holder = (await content.GetAsync(all.At("{anna}"), VersionOptions.Latest))!;
            holder.Alter<PersonPart>(part => part.Relations = [new() { PersonId = all.At("{zoe}"), Kind = "spouse" }]);
            await content.UpdateAsync(holder);
            return true;
        });
        await all.Tenant.InAsync(async services =>
        {
            var anna = await services.GetRequiredService<UserManager<User>>().FindByNameAsync("anna");
            var asks = await services.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(anna!);
            foreach (var (user, somebody, bank) in new[] { (asks, 0, 0), (Admin, 3, 3) })
            {
                var book = await services.GetRequiredService<RuleBooks>().ForAsync(user, CancellationToken.None);
                Assert.Equal(somebody, await CountAsync(book, new RuleCondition("household.with", "any", false, new Dictionary<string, object>())));
                Assert.Equal(somebody == 0 ? 0 : 2, await CountAsync(book, new RuleCondition("relation.has", "now", false, new Dictionary<string, object> { ["kind"] = "spouse" })));
                Assert.Equal(bank, await CountAsync(book, new RuleCondition("organisation.name", "has", false, new Dictionary<string, object> { ["value"] = "banque" })));
            }

            return true;
        });

        static Task<int> CountAsync(RuleBook book, Condition condition) => book.Scope.People.Where(book.Compile(condition)).CountAsync();
    }

    [Theory]
    [InlineData("""{ "version": 1, "match": "all", "of": [ { "rule": "person.shoe", "operator": "is", "values": { "value": "42" } } ] }""", "/of/0/rule", "person.shoe")]
    [InlineData("""{ "version": 1, "match": "all", "of": [ { "rule": "person.stage", "operator": "near", "values": { "value": "client" } } ] }""", "/of/0/operator", "near")]
    [InlineData("""{ "version": 1, "match": "any", "of": [ { "match": "none", "of": [ { "rule": "person.age", "operator": "least", "values": { "from": 200 } } ] } ] }""", "/of/0/of/0/values/from", "150")]
    [InlineData("""{ "version": 1, "match": "all", "of": [ { "rule": "person.age", "operator": "least", "values": { "from": "six" } } ] }""", "/of/0/values/from", "Years")]
    [InlineData("""{ "version": 1, "match": "all", "of": [ { "rule": "person.birth", "operator": "on", "values": { "day": "31/12/2020" } } ] }""", "/of/0/values/day", "day")]
    [InlineData("""{ "version": 1, "match": "all", "of": [ { "rule": "person.email", "operator": "known", "values": { "value": "x" } } ] }""", "/of/0/values/value", "unknown")]
    [InlineData("""{ "version": 1, "match": "all", "of": [ { "match": "any", "of": [] } ] }""", "/of/0/of", "no condition")]
    [InlineData("""{ "version": 2, "match": "all", "of": [] }""", "/version", "1")]
    [InlineData("""{ "version": 1, "match": "most", "of": [] }""", "/match", "all")]
    [InlineData("""{ "version": 1, "match": "all", "of": [ "x" ] }""", "/of/0", "group")]
    [InlineData("""{ "version": 1, "match": "all", "of": [], "sql": "1=1" }""", "/sql", "sql")]
    [InlineData("[]", "", "JSON object")]
    [InlineData("{", "", "JSON")]
    public async Task A_tree_that_is_wrong_is_refused_with_a_sentence_and_its_place(string json, string path, string said)
    {
        var tenant = await ContactsTenant.DemoTenantAsync();
        var faults = await tenant.InAsync(async services =>
        {
            var found = new List<ConditionFault>();
            var root = services.GetRequiredService<ConditionJson>().Parse(json, found);
            return root is null ? found : (await services.GetRequiredService<RuleBooks>().ForAsync(Admin, CancellationToken.None)).Check(root);
        });
        Assert.Contains(faults, fault => fault.Path == path && fault.Sentence.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_over_a_hidden_field_is_refused_and_not_even_said()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var hidden = await fields.GetOrCreateMutableAsync();
            hidden.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "PersonPart.BirthDate", Roles = ["Chosen"] });
            await fields.UpdateAsync(hidden);
            return true;
        });
        await tenant.InAsync(async services =>
        {
            var viewer = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Viewer")], "test"));
            var root = services.GetRequiredService<ConditionJson>().Read(JsonNode.Parse("""
                { "version": 1, "match": "all", "of": [ { "match": "none", "of": [ { "rule": "person.age", "operator": "under", "values": { "to": 6 } }, { "rule": "household.child", "operator": "under", "values": { "to": 7 } } ] } ] }
                """), [])!;
            var book = await services.GetRequiredService<RuleBooks>().ForAsync(viewer, CancellationToken.None);
            Assert.Equal(["/of/0/of/0/rule", "/of/0/of/1/rule"], book.Check(root).Select(fault => fault.Path));
            Assert.DoesNotContain("6", book.Say(root));
            Assert.DoesNotContain(book.Offered, rule => rule.Id is "person.age" or "person.birth" or "person.birthday" or "household.child");
            Assert.Empty((await services.GetRequiredService<RuleBooks>().ForAsync(Admin, CancellationToken.None)).Check(root));
            return true;
        });
    }
}
