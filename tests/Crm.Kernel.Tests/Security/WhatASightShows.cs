using System.Text.Json.Nodes;
using Crm.Kernel.Security;

namespace Crm.Kernel.Tests.Security;

public sealed class WhatASightShows
{
    private static readonly Sight s_sight = new([new FieldRight { ContentType = "Person", Path = "Person.Email" }], [new SecretField("User", "PasswordHash")]);

    [Theory]
    [InlineData("Person", "Person.Email", false)]
    [InlineData("Person", "Person.Email.Text", false)]
    [InlineData("Person", "Person.EmailVerified", true)]
    [InlineData("Organisation", "Person.Email", true)]
    [InlineData("User", "PasswordHash", false)]
    public void A_field_hidden_hides_what_lies_below_it_and_nothing_beside_it(string type, string path, bool seen)
        => Assert.Equal(seen, s_sight.CanSee(type, path));

    [Fact]
    public void A_record_inside_another_is_stripped_by_its_own_type()
    {
        var bag = Object("""{ "ContentType": "Team", "BagPart": { "ContentItems": [ { "ContentItemId": "4", "ContentType": "Person", "Person": { "Email": { "Text": "x" }, "Name": { "Text": "y" } } } ] } }""");
        var seen = s_sight.Project("Team", bag).ToJsonString();
        Assert.DoesNotContain("Email", seen);
        Assert.Contains("Name", seen);
        Assert.Contains("Email", bag.ToJsonString()); // the record itself is untouched
    }

    [Fact]
    public void A_patch_says_nothing_of_hidden_fields_whether_they_are_its_path_or_within_its_value()
    {
        var patch = (JsonArray)JsonNode.Parse("""
            [ { "op": "replace", "path": "/Person/Email/Text", "value": "x" },
              { "op": "add", "path": "/Person", "value": { "Email": { "Text": "x" }, "Name": { "Text": "y" } } },
              { "op": "replace", "path": "/Person/Name/Text", "value": "y" } ]
            """)!;
        var seen = s_sight.ProjectPatch("Person", patch);
        Assert.Equal(2, seen.Count);
        Assert.DoesNotContain("Email", seen.ToJsonString());
    }

    [Fact]
    public void Hidden_fields_in_what_somebody_sends_are_named()
        => Assert.Equal(["Person.Email"], s_sight.HiddenIn("Person", Object("""{ "Person": { "Email": null, "Name": {} } }""")));

    [Fact]
    public void A_name_and_a_member_made_of_a_hidden_field_are_hidden_with_it()
    {
        var sight = new Sight(
            [new FieldRight { ContentType = "Note", Path = "Note.Text" }, new FieldRight { ContentType = "Deal", Path = "TitlePart.Title" }], [],
            [new NameSource("Note", ["Note.Text"])], [new DerivedField("Note", "Note.FirstLine", "Note.Text")]);
        var seen = sight.Project("Note", Object("""{ "DisplayText": "x", "Note": { "Text": "x y", "FirstLine": "x", "Kind": "call" } }"""));
        Assert.Equal("""{"Note":{"Kind":"call"}}""", seen.ToJsonString());
        Assert.Equal(["Note.FirstLine", "DisplayText"], sight.HiddenIn("Note", Object("""{ "DisplayText": "x", "Note": { "FirstLine": "x" } }""")));
        Assert.Equal((false, true), (sight.CanSee("Deal", "DisplayText"), sight.CanSee("Gift", "DisplayText")));
        Assert.Empty(sight.ProjectPatch("Deal", (JsonArray)JsonNode.Parse("""[ { "op": "replace", "path": "/DisplayText", "value": "x" } ]""")!));
    }

    private static JsonObject Object(string json) => (JsonObject)JsonNode.Parse(json)!;
}
