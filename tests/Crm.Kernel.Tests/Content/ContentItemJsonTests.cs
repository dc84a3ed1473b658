using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Json;
using Crm.Kernel.Content.Parts;
using CsCheck;

namespace Crm.Kernel.Tests.Content;

public class ContentItemJsonTests
{
    private const string Deal = """
        {
          "ContentItemId": "4n2b000000000000000000000a", "ContentItemVersionId": "4k7q000000000000000000000b", "ContentType": "Deal",
          "DisplayText": "Renewal 2026", "Latest": true, "Published": true,
          "ModifiedUtc": "2026-02-01T10:00:00Z", "PublishedUtc": "2026-02-01T10:00:00Z", "CreatedUtc": "2026-01-15T08:30:00Z",
          "Owner": "4u000000000000000000000000", "Author": "ann",
          "TitlePart": { "Title": "Renewal 2026" },
          "Deal": { "Amount": { "Value": 1200.50 }, "Stage": { "Text": "Won" }, "Account": { "ContentItemIds": ["4a"] } },
          "ContainedPart": { "ListContentItemId": "4c", "ListContentType": "Pipeline", "Order": 0 }
        }
        """;

    private static readonly string[] Names = ["TitlePart", "Deal", "É", "a\"b", "<script>", "😀", "", "@x"];

    [Fact]
    public void An_orchard_item_comes_back_word_for_word()
        => Assert.Equal(JsonSerializer.Serialize(JsonNode.Parse(Deal)), JsonSerializer.Serialize(Read(Deal)));

    [Fact]
    public void Typed_views_read_parts_and_the_fields_of_the_types_own_part()
    {
        var item = Read(Deal);
        var deal = item.Get<ContentPart>("Deal")!;

        Assert.Equal("Renewal 2026", item.As<TitlePart>()!.Title);
        Assert.Equal(1200.5m, deal.Get<NumericField>("Amount")!.Value);
        Assert.Equal(["4a"], deal.Get<ContentPickerField>("Account")!.ContentItemIds);
        Assert.Same(item.As<TitlePart>(), item.As<TitlePart>());
        Assert.Same(item, deal.Get<TextField>("Stage")!.ContentItem);
    }

    [Fact]
    public void Changes_of_a_view_are_written_and_unknown_members_inside_it_stay()
    {
        var item = Read("""{ "ContentType": "Deal", "TitlePart": { "Title": "a", "Colour": { "deep": [1, null] } }, "Deal": { "Stage": { "Text": "Won", "Since": "2020" }, "Other": { "x": 1 } } }""");

        item.As<TitlePart>()!.Title = "b";
        item.Get<ContentPart>("Deal")!.Get<TextField>("Stage")!.Text = "Lost";

        var json = JsonNode.Parse(JsonSerializer.Serialize(item))!;
        Assert.True(JsonNode.DeepEquals(json["TitlePart"], JsonNode.Parse("""{ "Title": "b", "Colour": { "deep": [1, null] } }""")));
        Assert.True(JsonNode.DeepEquals(json["Deal"], JsonNode.Parse("""{ "Stage": { "Text": "Lost", "Since": "2020" }, "Other": { "x": 1 } }""")));
    }

    [Fact]
    public void A_part_with_field_properties_shares_them_with_access_by_name()
    {
        var item = Read("""{ "ContentType": "Probe", "ProbePart": { "Name": { "Text": "Lou", "Extra": {} }, "Size": { "Value": 3 } } }""");
        var part = item.As<ProbePart>()!;

        part.Get<TextField>("Name")!.Text = "Max";
        part.GetOrCreate<NumericField>("Weight").Value = 4;

        Assert.Equal("Max", part.Name!.Text);
        Assert.Equal(
            """{"Name":{"Text":"Max","Extra":{}},"Size":{"Value":3},"Weight":{"Value":4}}""",
            JsonNode.Parse(JsonSerializer.Serialize(item))!["ProbePart"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "contentType": "Deal", "ContentType": "X" }""", "X")]
    [InlineData("""{ "contentType": "Deal" }""", "")]
    public void The_envelope_is_read_with_regard_to_case(string json, string type) => Assert.Equal(type, Read(json).ContentType);

    [Fact]
    public void Unknown_objects_and_arrays_on_top_are_kept_and_scalars_dropped()
    {
        var json = Written("""{ "ContentType": "Deal", "Whatever": { "a": 1.50 }, "Terms": [ { "b": null } ], "@WeldedPartSettings": {}, "Number": 5, "Text": "x", "Nothing": null, "Yes": true }""");

        Assert.Equal("""{"a":1.50}""", json["Whatever"]!.ToJsonString());
        Assert.Equal("""[{"b":null}]""", json["Terms"]!.ToJsonString());
        Assert.True(json.ContainsKey("@WeldedPartSettings"));
        Assert.All(["Number", "Text", "Nothing", "Yes"], name => Assert.False(json.ContainsKey(name)));
    }

    [Theory]
    [InlineData("2026-01-31T10:00:00.9876543Z", "2026-01-31T10:00:00Z")]
    [InlineData("2026-01-31T10:00:00+02:00", "2026-01-31T08:00:00Z")]
    [InlineData("2026-01-31T10:00:00", "2026-01-31T10:00:00Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    public void Dates_are_written_in_utc_to_the_second(string read, string written)
        => Assert.Equal(written, Written($$"""{ "ContentType": "Deal", "CreatedUtc": "{{read}}" }""")["CreatedUtc"]!.GetValue<string>());

    [Theory]
    [InlineData("""{ "ContentType": 5 }""")]
    [InlineData("""{ "Latest": "maybe" }""")]
    [InlineData("""{ "CreatedUtc": "yesterday" }""")]
    [InlineData("""[]""")]
    [InlineData("""{ "TitlePart": {}, "TitlePart": {} }""")]
    public void What_cannot_be_an_item_is_refused(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void Merging_replaces_arrays_and_merges_objects_deep()
    {
        var item = Read(Deal).Merge(JsonNode.Parse("""{ "DisplayText": "New", "ContentItemId": "other", "Deal": { "Stage": { "Text": "Lost" }, "Account": { "ContentItemIds": [] } } }""")!.AsObject());

        Assert.Equal(("New", "4n2b000000000000000000000a"), (item.DisplayText, item.ContentItemId));
        Assert.Equal("""{"Amount":{"Value":1200.50},"Stage":{"Text":"Lost"},"Account":{"ContentItemIds":[]}}""", item.Data["Deal"]!.ToJsonString());
    }

    [Fact]
    public void Parts_are_altered_applied_welded_and_removed()
    {
        var item = Read(Deal);
        item.Alter<TitlePart>(part => part.Title = "One").Weld<AliasPart>(new AliasPartSettings { Pattern = "p" }).Remove<ContainedPart>();
        item.Apply("Billing", new BagPart { ContentItems = [new ContentItem { ContentItemId = "4i", ContentType = "Line" }] });

        var copy = item.Copy();
        Assert.Equal("One", copy.As<TitlePart>()!.Title);
        Assert.Equal("Line", copy.Get<BagPart>("Billing")!.ContentItems.Single().ContentType);
        Assert.Equal("p", copy.Data["@WeldedPartSettings"]!["AliasPart"]!["Pattern"]!.GetValue<string>());
        Assert.False(copy.Has<ContainedPart>());
    }

    [Fact]
    public void Values_written_as_text_by_expressions_are_understood()
    {
        var part = Read("""{ "Deal": { "Amount": { "Value": "5.5" }, "Hot": { "Value": "true" }, "Stage": { "Text": 12 } } }""").Get<ContentPart>("Deal")!;

        Assert.Equal(5.5m, part.Get<NumericField>("Amount")!.Value);
        Assert.True(part.Get<BooleanField>("Hot")!.Value);
        Assert.Equal("12", part.Get<TextField>("Stage")!.Text);
    }

    [Fact]
    public void Any_item_survives_reading_viewing_and_writing()
    {
        var name = Gen.Int[0, Names.Length - 1].Select(index => Names[index]);
        var scalar = Gen.OneOf(
            Gen.String.Select(text => (JsonNode?)JsonValue.Create(text)), Gen.Double[-1e9, 1e9].Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)), Gen.Const((JsonNode?)null));
        var json = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3 ? scalar : Gen.OneOf(
            scalar,
            inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(name, inner).Array[0, 3].Select(members => (JsonNode?)Object(members))));

        Gen.Select(name, json).Array[0, 5].Sample(members =>
        {
            var data = Object(members);
            var item = JsonSerializer.Deserialize<ContentItem>(data.ToJsonString())!;
            foreach (var (part, node) in data.Where(member => member.Value is JsonObject && member.Key != "TitlePart"))
            {
                item.Get<ContentPart>(part);
            }

            var written = Written(JsonSerializer.Serialize(item));
            foreach (var (key, node) in data.Where(member => member.Value is JsonObject or JsonArray))
            {
                Assert.True(JsonNode.DeepEquals(node, written[key]), $"{node?.ToJsonString()} became {written[key]?.ToJsonString()}");
            }
        });
    }

    [Fact]
    public void Absent_and_null_are_the_same_when_comparing()
    {
        Assert.True(JsonMerge.Same(JsonNode.Parse("""{ "a": null, "b": [1] }"""), JsonNode.Parse("""{ "b": [1] }""")));
        Assert.False(JsonMerge.Same(JsonNode.Parse("""{ "b": [1, 2] }"""), JsonNode.Parse("""{ "b": [1] }""")));
        Assert.False(JsonMerge.Same(JsonNode.Parse("""{ "b": 1 }"""), JsonNode.Parse("""{ "b": 1, "c": 2 }""")));
    }

    private static ContentItem Read(string json) => JsonSerializer.Deserialize<ContentItem>(json)!;

    private static JsonObject Written(string json) => JsonNode.Parse(JsonSerializer.Serialize(Read(json)))!.AsObject();

    private static JsonObject Object((string, JsonNode?)[] members)
        => new(members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone())));
}

public sealed class ProbePart : ContentPart
{
    public TextField? Name { get; set; }

    public NumericField? Size { get; set; }

    public NumericField? Weight { get; set; }
}
