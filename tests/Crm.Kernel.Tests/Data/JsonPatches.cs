using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Past;

namespace Crm.Kernel.Tests.Data;

public class JsonPatches
{
    private static readonly Gen<string> _name = OneOf("a", "b", "/", "~", "~1", "é", "", "x y");

    private static readonly Gen<JsonNode?> _value = Gen.Recursive<JsonNode?>((depth, self) =>
    {
        var plain = Gen.OneOf<JsonNode?>(
            Gen.Int[0, 3].Select(n => (JsonNode?)n), OneOf("", "x", "\u2028<&'\"").Select(s => (JsonNode?)s),
            Gen.Bool.Select(b => (JsonNode?)b), Gen.Const((JsonNode?)null), OneOf(1.5m, 1.50m).Select(d => (JsonNode?)d));
        return depth > 2
            ? plain
            : Gen.OneOf(plain, self.Array[0, 4].Select(items => (JsonNode?)new JsonArray(items.Select(Copy).ToArray())), Members(self).Select(o => (JsonNode?)o));
    });

    private static readonly Gen<JsonObject> _document = Members(_value);

    [Fact]
    public void Forward_leads_to_the_later_state_and_backward_to_the_earlier_one()
        => Gen.Select(_document, _document).Sample((before, after) =>
        {
            var diff = JsonDiff.Between(Bytes(before), Bytes(after));
            return JsonNode.DeepEquals(after, JsonPatch.Apply(before.DeepClone(), diff.Forward))
                && JsonNode.DeepEquals(before, JsonPatch.Apply(after.DeepClone(), diff.Backward));
        }, iter: 5_000);

    [Fact]
    public void A_document_that_comes_and_goes_is_patched_from_nothing_and_back()
        => _document.Sample(document =>
        {
            var (forward, backward) = JsonDiff.OfWhole(Bytes(document));
            return JsonNode.DeepEquals(document, JsonPatch.Apply(null, forward)) && JsonPatch.Apply(document.DeepClone(), backward) is null;
        });

    [Fact]
    public void Changes_of_different_members_join_and_of_the_same_clash()
    {
        var (merged, clashes) = JsonMerge.Merge(Parse("""{"a":1,"p":{"x":1,"y":2},"gone":1,"list":[1]}"""),
            Parse("""{"a":2,"p":{"x":9,"y":2},"list":[1,2]}"""), Parse("""{"a":3,"p":{"x":1,"y":8},"gone":1,"list":[1,3],"new":4}"""));

        Assert.Equal("""{"a":3,"p":{"x":9,"y":8},"list":[1,3],"new":4}""", merged.ToJsonString());
        Assert.Equal(["a", "list"], clashes);
    }

    [Fact]
    public void A_change_joined_with_no_change_is_that_change()
        => Gen.Select(_document, _document).Sample((before, after) =>
            JsonNode.DeepEquals(after, JsonMerge.Merge(before, after, before).Merged) && JsonNode.DeepEquals(after, JsonMerge.Merge(before, before, after).Merged));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<JsonObject> Members(Gen<JsonNode?> value) => Gen.Select(_name, value).Array[0, 5].Select(members =>
    {
        var json = new JsonObject();
        foreach (var (name, node) in members)
        {
            json[name] = Copy(node);
        }

        return json;
    });

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
