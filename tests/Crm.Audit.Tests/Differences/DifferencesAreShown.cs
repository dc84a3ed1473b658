using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Audit.Differences;
using Crm.Kernel.Content.Definitions;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Tests.Differences;

public sealed class DifferencesAreShown
{
    [Fact]
    public void A_changed_field_bears_the_name_the_definition_gives_it()
    {
        var found = Between("""{"Person":{"Nick":{"Text":"Lou"}}}""", """{"Person":{"Nick":{"Text":"Loulou"}}}""");
        Assert.Equal([new ValueDifference("Person.Nick.Text", "Pet name", "Lou", "Loulou")], found);
    }

    [Fact]
    public void A_member_without_a_definition_is_named_in_words()
        => Assert.Equal("First name", Assert.Single(Between("""{"PersonPart":{"FirstName":"A"}}""", """{"PersonPart":{"FirstName":"B"}}""")).Label);

    [Fact]
    public void A_new_record_shows_every_value_as_new()
        => Assert.Equal([("Pet name", null, "Lou"), ("Display text", null, "Lou L.")],
            Between(null, """{"Person":{"Nick":{"Text":"Lou"}},"DisplayText":"Lou L."}""").Cast<ValueDifference>().Select(d => (d.Label, d.Old, d.New)));

    [Fact]
    public void Bookkeeping_members_are_left_out()
        => Assert.Empty(Between("""{"ModifiedUtc":"2026-01-01T00:00:00Z","Author":"a"}""", """{"ModifiedUtc":"2026-02-01T00:00:00Z","Author":"b"}"""));

    [Fact]
    public void A_long_text_is_shown_word_by_word()
    {
        const string old = "Madame, votre poupée partira le lundi qui vient par le traîneau du soir.";
        var text = Assert.IsType<TextDifference>(Assert.Single(Between(Note(old), Note(old.Replace("lundi", "mardi")))));
        Assert.Equal([Fate.Kept, Fate.Removed, Fate.Added, Fate.Kept], text.Runs.Select(run => run.Fate));
        Assert.Equal(("lundi", "mardi"), (text.Runs[1].Text, text.Runs[2].Text));
    }

    [Fact]
    public void A_list_says_what_came_and_what_went()
    {
        var list = Assert.IsType<ListDifference>(Assert.Single(Between("""{"P":{"Tags":["red","blue"]}}""", """{"P":{"Tags":["blue","green"]}}""")));
        Assert.Equal(["green"], list.Added);
        Assert.Equal(["red"], list.Removed);
        Assert.False(list.Reordered);
    }

    [Fact]
    public void A_list_in_another_order_says_so()
        => Assert.True(Assert.IsType<ListDifference>(Assert.Single(Between("""{"P":{"Tags":["a","b"]}}""", """{"P":{"Tags":["b","a"]}}"""))).Reordered);

    [Fact]
    public void An_item_inside_a_list_is_compared_with_itself()
    {
        var found = Between(
            """{"BagPart":{"ContentItems":[{"ContentItemId":"x","DisplayText":"Train [rouge].","Line":{"Quantity":1}}]}}""",
            """{"BagPart":{"ContentItems":[{"ContentItemId":"x","DisplayText":"Train [rouge].","Line":{"Quantity":2}}]}}""");
        Assert.Equal(("Content items › Train [rouge]. › Line › Quantity", "1", "2"), found.Cast<ValueDifference>().Select(d => (d.Label, d.Old!, d.New!)).Single());
    }

    [Fact]
    public void The_runs_of_a_word_difference_are_both_texts_again() => Assert.All(Enumerable.Range(0, 300), seed =>
    {
        var random = new Random(seed);
        var (old, @new) = (Babble(random), Babble(random));
        var runs = WordDifference.Between(old, @new);
        Assert.Equal(old, string.Concat(runs.Where(run => run.Fate != Fate.Added).Select(run => run.Text)));
        Assert.Equal(@new, string.Concat(runs.Where(run => run.Fate != Fate.Removed).Select(run => run.Text)));
    });

    [Fact]
    public void Texts_too_unlike_are_given_as_one_removal_and_one_addition()
    {
        var runs = WordDifference.Between(string.Concat(Enumerable.Range(0, 4000).Select(n => $"a{n};")), string.Concat(Enumerable.Range(0, 4000).Select(n => $"b{n},")));
        Assert.Equal([Fate.Removed, Fate.Added], runs.Select(run => run.Fate));
    }

    [Fact]
    public void A_record_that_another_points_to_is_read_by_its_name()
    {
        var labels = new FieldLabels([], new ContentTypeDefinition { Name = "Person" }, new AsWritten(), new Dictionary<string, string> { ["41m8mmk6bae299kdyg1yx35gfk"] = "Lou Zola" });
        var lists = new RecordDifference(labels).Between(
            JsonNode.Parse("""{ "PersonPart": { "Relations": [] } }"""), JsonNode.Parse("""{ "PersonPart": { "Relations": [ { "RelationId": "r1", "PersonId": "41m8mmk6bae299kdyg1yx35gfk", "Kind": "godmother" } ] } }"""));
        Assert.Equal("Lou Zola, godmother", Assert.Single(Assert.IsType<ListDifference>(Assert.Single(lists)).Added));
    }

    [Fact]
    public void In_an_entry_of_a_list_a_no_is_left_out_and_a_yes_is_told_by_what_it_says_yes_to()
        => Assert.Equal(["a@example.org", "b@example.org, Is main"], Assert.IsType<ListDifference>(Assert.Single(Between(
            """{ "P": { "Emails": [] } }""", """{ "P": { "Emails": [ { "Address": "a@example.org", "IsMain": false }, { "Address": "b@example.org", "IsMain": true } ] } }"""))).Added);

    private static string Babble(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(0, 40)).Select(_ => "abcde"[random.Next(5)]));

    private static string Note(string text) => new JsonObject { ["Note"] = new JsonObject { ["Body"] = text } }.ToJsonString();

    private static IReadOnlyList<Difference> Between(string? before, string? after)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var part = new ContentPartDefinition
        {
            Name = "Person",
            ContentPartFieldDefinitionRecords = [new() { Name = "Nick", FieldName = "TextField", Settings = new JsonObject { ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = "Pet name" } } }],
        };
        var labels = new FieldLabels([part], new ContentTypeDefinition { Name = "Person" }, new AsWritten());
        return new RecordDifference(labels).Between(before is null ? null : JsonNode.Parse(before), after is null ? null : JsonNode.Parse(after));
    }

    /// <summary>English: what is asked for.</summary>
    private sealed class AsWritten : IStringLocalizer
    {
        public LocalizedString this[string name] => new(name, name);

        public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(CultureInfo.InvariantCulture, name, arguments));

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
