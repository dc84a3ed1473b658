using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Panels;

/// <summary>Whoever was merged away is named nowhere any more: not in fields that lists do not filter by, nor inside of bags, nor in the trash.</summary>
public sealed class MergedPickersTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Every_picker_leads_to_the_survivor_and_back_when_the_merge_is_undone(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.InAsync(async services =>
        {
            var definitions = services.GetRequiredService<IContentDefinitionManager>();
            await definitions.AlterPartDefinitionAsync("Wish", part => part.WithField("For", field => field.OfType(nameof(ContentPickerField)).MergeSettings<ContentPickerFieldSettings>(settings => settings.Multiple = true)));
            await definitions.AlterTypeDefinitionAsync("Wish", type => type.Creatable().Listable().WithPart("Wish"));
            await definitions.AlterTypeDefinitionAsync("Sack", type => type.Creatable().Listable().WithPart("BagPart"));
            return true;
        });
        var (kept, gone) = (await tenant.PeopleAsync(("Odile", "Cadeau"), ("Odille", "Cadeau"))) is [var one, var two] ? (one, two) : default;
        var field = await AddAsync(tenant, "Wish", Wish(gone, kept));
        var inside = await AddAsync(tenant, "Sack", new JsonObject { ["BagPart"] = new JsonObject { ["ContentItems"] = new JsonArray(new JsonObject { ["ContentItemId"] = ContentId.New(), ["ContentType"] = "Wish", ["Wish"] = Wish(gone)["Wish"]!.DeepClone() }) } });
        var trashed = await AddAsync(tenant, "Wish", Wish(gone));
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RemoveAsync((await content.GetAsync(trashed, VersionOptions.Latest))!);
            return true;
        });

        var batch = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            return await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide>(), Households: true), CancellationToken.None);
        });

        foreach (var id in (string[])[field, inside, trashed])
        {
            var stored = await StoredAsync(tenant, id);
            Assert.Contains($"[\"{kept}\"]", stored);
            Assert.DoesNotContain(gone, stored);
        }

        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null)));
        Assert.Contains($"[\"{gone}\",\"{kept}\"]", await StoredAsync(tenant, field));
        Assert.Contains($"[\"{gone}\"]", await StoredAsync(tenant, inside));
        Assert.Contains($"[\"{gone}\"]", await StoredAsync(tenant, trashed));
    }

    private static JsonObject Wish(params string[] people) => new() { ["Wish"] = new JsonObject { ["For"] = new JsonObject { ["ContentItemIds"] = new JsonArray([.. people.Select(id => (JsonNode)id)]) } } };

    private static Task<string> AddAsync(ContactsTenant tenant, string type, JsonObject data) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(type);
        item.ReplaceData(data);
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private static Task<string> StoredAsync(ContactsTenant tenant, string id) => tenant.InAsync(async services
        => JsonSerializer.Serialize((await services.GetRequiredService<IContentManager>().GetAllVersionsAsync(id)).Single().Data));
}
