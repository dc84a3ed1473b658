using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Erase;

/// <summary>Records of a type made without code that name a person by a picker: in a field of their own, in an item inside them, in a draft and an older version, in the trash, and in their history only.</summary>
internal sealed class Gifts(PrivacyTenant tenant)
{
    public const string Field = "Gift.Recipient";

    private readonly List<string> _ids = [];

    /// <summary>Makes the type, whose field "Secret" may be hidden.</summary>
    public Task DefineAsync() => tenant.DoAsync(async services =>
    {
        var definitions = services.GetRequiredService<IContentDefinitionManager>();
        await definitions.AlterPartDefinitionAsync("Gift", part => part
            .WithField("Recipient", field => field.OfType(nameof(ContentPickerField)).Filterable().MergeSettings<ContentPickerFieldSettings>(settings => (settings.Multiple, settings.DisplayedContentTypes) = (true, [ContactTypes.Person])))
            .WithField("Giver", field => field.OfType(nameof(ContentPickerField)).MergeSettings<ContentPickerFieldSettings>(settings => settings.DisplayedContentTypes = [ContactTypes.Person]))
            .WithField("Year", field => field.OfType(nameof(NumericField)))
            .WithField("Secret", field => field.OfType(nameof(TextField))));
        await definitions.AlterTypeDefinitionAsync("Gift", type => type.Creatable().Listable().Securable().Draftable().Versionable().WithPart("TitlePart").WithPart("Gift").WithPart("BagPart"));
    });

    /// <summary>Six gifts that name the person, with somebody else in two of them.</summary>
    public async Task PlantAsync(string person, string other)
    {
        await DefineAsync();
        await AddAsync("Kite", Data("Kite", [person, other], giver: null));
        await AddAsync("Drum", Data("Drum", [], giver: person));
        await AddAsync("Basket", Data("Basket", [], null, inside: Data("Apple", [other, person], null)));
        var twice = await AddAsync("Sledge", Data("Sledge", [person], null));
        await ChangeAsync(twice, draft: true, Data("Sledge, red", [person, other], null));
        var formerly = await AddAsync("Ball", Data("Ball", [person], null));
        await ChangeAsync(formerly, draft: false, Data("Ball", [other], null));
        var trashed = await AddAsync("Trivet", Data("Trivet", [person], null));
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RemoveAsync((await content.GetAsync(trashed, VersionOptions.Latest))!);
        });
    }

    /// <summary>All that is stored of them: every version, the history both ways, and what the lists filter by.</summary>
    public Task<string> StoredAsync() => tenant.InAsync(async services =>
    {
        var (content, history, session, stored) = (services.GetRequiredService<IContentManager>(), services.GetRequiredService<IHistory>(), services.GetRequiredService<ISession>(), new List<string>());
        foreach (var id in _ids)
        {
            stored.AddRange((await content.GetAllVersionsAsync(id)).Select(item => JsonSerializer.Serialize(item)));
            stored.AddRange((await history.ListAsync(new HistoryFilter(ItemId: id), int.MaxValue)).Select(save => save.Forward + save.Backward));
        }

        stored.AddRange(await session.QueryIndex<TextFilterIndex>().Where(row => row.Field == Field).Select(row => row.Value).ToListAsync());
        return string.Join('\n', stored);
    });

    public Task<string> AddAsync(string name, JsonObject data) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync("Gift");
        item.ReplaceData(data);
        item.DisplayText = name;
        await content.CreateAsync(item);
        _ids.Add(item.ContentItemId);
        return item.ContentItemId;
    });

    public static JsonObject Data(string name, string[] recipients, string? giver, JsonObject? inside = null, string secret = "")
    {
        var data = new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = name },
            ["Gift"] = new JsonObject { ["Recipient"] = Picked(recipients), ["Giver"] = Picked(giver is null ? [] : [giver]), ["Year"] = new JsonObject { ["Value"] = 2025 }, ["Secret"] = new JsonObject { ["Text"] = secret } },
        };
        if (inside is not null)
        {
            inside["ContentItemId"] = ContentId.New();
            inside["ContentType"] = "Gift";
            data["BagPart"] = new JsonObject { ["ContentItems"] = new JsonArray(inside) };
        }

        return data;
    }

    private static JsonObject Picked(string[] ids) => new() { ["ContentItemIds"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) };

    // A draft is a document of its own beside what is published; a change in place is told by the history alone.
    private Task ChangeAsync(string id, bool draft, JsonObject data) => tenant.DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, draft ? VersionOptions.DraftRequired : VersionOptions.Latest))!;
        item.ReplaceData(data);
        await (draft ? content.SaveDraftAsync(item) : content.UpdateAsync(item));
    });
}
