using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Panels.Related;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Panels;

public sealed class RelatedPanelTests
{
    private const string Address = "/admin/contact-panels/panel";
    private static readonly ClaimsPrincipal s_administrator = new(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Administrator")], "test"));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Records_stand_on_the_page_of_whom_they_name_in_the_order_asked_for(string database)
    {
        await using var tenant = await WithGiftsAsync(database);
        var (odile, paul) = (await tenant.PeopleAsync(("Odile", "Cadeau"), ("Paul", "Cadeau"))) is [var one, var two] ? (one, two) : default;
        await GiftAsync(tenant, "Kite", 2023, odile);
        await GiftAsync(tenant, "Drum", 2025, odile, paul);
        await GiftAsync(tenant, "Ball", null, odile);
        await GiftAsync(tenant, "Sledge", 2026, paul);
        var thrown = await GiftAsync(tenant, "Trivet", 2024, odile);
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<IContentManager>().RemoveAsync((await services.GetRequiredService<IContentManager>().GetAsync(thrown, VersionOptions.Latest))!);
            return true;
        });
        await PlaceAsync(tenant, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Columns = ["Gift.Year", "Gift.Recipient", "Gift.Gone"], Sort = "-Gift.Year" });

        var shown = await ReadAsync(tenant, odile);
        Assert.Equal(["Drum", "Kite", "Ball"], shown.Rows.Select(row => row.Name));
        Assert.Equal(["Year", "Recipient"], shown.Headings);
        Assert.Equal(3, shown.Count);
        Assert.Equal(["2025", "Paul Cadeau"], shown.Rows[0].Cells);
        Assert.Equal(["", ""], shown.Rows[2].Cells);
        Assert.Equal($"~/admin/content/Gift?Field=Gift.Recipient&Op=is&Value={odile}", shown.All);
        await PlaceAsync(tenant, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Sort = "Gift.Year", Rows = 2 });
        shown = await ReadAsync(tenant, odile);
        Assert.Equal(["Kite", "Drum"], shown.Rows.Select(row => row.Name));
        Assert.Equal(3, shown.Count);
        foreach (var (sort, first) in new[] { ("title", "Ball"), ("-title", "Kite"), ("created", "Kite"), ("-created", "Ball"), ("modified", "Kite"), ("Gift.Secret", "Drum"), ("-Gift.Secret", "Kite"), ("nonsense", "Ball") })
        {
            await PlaceAsync(tenant, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Sort = sort });
            Assert.Equal((sort, first), (sort, (await ReadAsync(tenant, odile)).Rows[0].Name));
        }
    }

    [Fact]
    public async Task What_is_hidden_or_somebody_else_s_is_neither_shown_nor_counted()
    {
        await using var tenant = await WithGiftsAsync();
        var odile = (await tenant.PeopleAsync(("Odile", "Cadeau")))[0];
        await tenant.Host.AddRoleAsync(tenant.Settings, "Reader", "AccessAdminPanel", "ViewContacts", "ViewContent");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Blind", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "AccessAdminPanel", "ViewContacts", "ViewOwnContent");
        var mine = (await tenant.Host.AddUserAsync(tenant.Settings, "owner", "Own")).UserId;
        await tenant.Host.AddUserAsync(tenant.Settings, "reader", "Reader");
        await tenant.Host.AddUserAsync(tenant.Settings, "blind", "Blind");
        await GiftAsync(tenant, "Kite", 2023, odile);
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var own = (await content.GetAsync(await GiftAsync(tenant, "Drum", 2025, odile), VersionOptions.Latest))!;
            own.Owner = mine;
            await content.UpdateAsync(own);
            return true;
        });
        await PlaceAsync(tenant, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Columns = ["Gift.Secret", "Gift.Year"], Sort = "Gift.Year" });
        await HideAsync(tenant, "Gift.Secret");
        var address = $"/admin/contacts/{odile}/panels/related-gift-gift-recipient";
        using (var reader = await tenant.As("reader"))
        {
            var panel = await reader.ReadAsync(address);
            Assert.Contains("Kite", panel);
            Assert.Contains("2023", panel);
            Assert.DoesNotContain("canary", panel);
            Assert.DoesNotContain("Secret", panel);
            Assert.DoesNotContain("Add one", panel);
        }

        using (var owner = await tenant.As("owner"))
        {
            var panel = await owner.ReadAsync(address);
            Assert.Contains("Drum", panel);
            Assert.DoesNotContain("Kite", panel);
        }

        using (var blind = await tenant.As("blind"))
        {
            Assert.DoesNotContain("related-gift", await blind.ReadAsync($"/admin/people/{odile}"));
            using var refused = await blind.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        await HideAsync(tenant, "Gift.Recipient");
        using var again = await tenant.As("reader");
        Assert.DoesNotContain("related-gift", await again.ReadAsync($"/admin/people/{odile}"));
    }

    [Fact]
    public async Task An_admin_places_moves_and_removes_panels_without_code()
    {
        await using var tenant = await WithGiftsAsync(filterable: false);
        var odile = (await tenant.PeopleAsync(("Odile", "Cadeau")))[0];
        await GiftAsync(tenant, "Kite", 2023, odile);
        Assert.Contains("No panel yet.", await tenant.Browser.ReadAsync("/admin/contact-panels"));
        var choice = await tenant.Browser.ReadAsync($"{Address}?on=Person");
        Assert.Contains("type=Gift&amp;field=Gift.Recipient", choice);
        Assert.Contains("type=Gift&amp;field=Gift.Giver", choice);
        Assert.Contains("No records point here yet", await tenant.Browser.ReadAsync($"{Address}?on=Organisation"));
        foreach (var field in new[] { "Gift.Recipient", "Gift.Giver" })
        {
            await SubmitAsync(tenant, field, HttpStatusCode.Redirect, ("Input.Heading", field == "Gift.Giver" ? "Given away" : ""), ("Input.InEditor", "true"));
        }

        var page = await tenant.Browser.ReadAsync($"/admin/people/{odile}");
        Assert.Matches("""panels/related-gift-gift-recipient"(?s:.)*panels/related-gift-gift-giver"(?s:.)*Given away""", page);
        Assert.Contains("panels/related-gift-gift-recipient", await tenant.Browser.ReadAsync($"/admin/people/{odile}/edit"));
        // The gift was there before its field became filterable.
        await tenant.Host.RunJobAsync(tenant.Settings, "FillFilters");
        Assert.Contains("Kite", await tenant.Browser.ReadAsync($"/admin/contacts/{odile}/panels/related-gift-gift-recipient"));

        using (await tenant.Browser.SubmitAsync("/admin/contact-panels", [new("on", "Person"), new("key", "gift-gift-giver"), new("way", "up")], "/admin/contact-panels?handler=Move"))
        {
        }

        Assert.Matches("""panels/related-gift-gift-giver"(?s:.)*panels/related-gift-gift-recipient""", await tenant.Browser.ReadAsync($"/admin/people/{odile}"));
        using (await tenant.Browser.SubmitAsync("/admin/contact-panels", [new("on", "Person"), new("key", "gift-gift-giver")], "/admin/contact-panels?handler=Remove"))
        {
        }

        Assert.DoesNotContain("panels/related-gift-gift-giver", await tenant.Browser.ReadAsync($"/admin/people/{odile}"));
        using (await tenant.Browser.SubmitAsync("/admin/contact-panels", [], "/admin/contact-panels?handler=Restore&on=Person&key=gift-gift-giver"))
        {
        }

        Assert.Matches("""panels/related-gift-gift-giver"(?s:.)*panels/related-gift-gift-recipient""", await tenant.Browser.ReadAsync($"/admin/people/{odile}"));
        using var twice = await tenant.Browser.SubmitAsync("/admin/contact-panels", [], "/admin/contact-panels?handler=Restore&on=Person&key=gift-gift-giver");
        Assert.Equal(HttpStatusCode.NotFound, twice.StatusCode);
    }

    [Theory]
    [InlineData("Input.Rows", "0", "Write a number from 1 to 25.")]
    [InlineData("Input.Rows", "26", "Write a number from 1 to 25.")]
    [InlineData("Input.Sort", "Gift.Nonsense", "Choose one of the list.")]
    [InlineData("Input.Heading", null, "This is too long: 100 characters at most.")]
    public async Task What_does_not_fit_is_told_beside_its_field_and_nothing_is_placed(string name, string? value, string sentence)
    {
        await using var tenant = await WithGiftsAsync();
        var page = await SubmitAsync(tenant, "Gift.Recipient", HttpStatusCode.OK, (name, value ?? new string('x', 101)));
        Assert.Contains(sentence, WebUtility.HtmlDecode(page));
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<RelatedPanels>().ListAsync()));
        foreach (var wrong in new[] { "?on=Nobody", "?on=Person&type=Gift&field=Gift.Year", "?on=Organisation&type=Gift&field=Gift.Recipient" })
        {
            using var answer = await tenant.Browser.GetAsync(Address + wrong);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_panel_whose_type_is_gone_says_so_and_hurts_no_page()
    {
        await using var tenant = await WithGiftsAsync();
        var odile = (await tenant.PeopleAsync(("Odile", "Cadeau")))[0];
        await PlaceAsync(tenant, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Heading = "Presents" });
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().DeleteTypeDefinitionAsync("Gift");
            return true;
        });
        Assert.DoesNotContain("related-gift", await tenant.Browser.ReadAsync($"/admin/people/{odile}"));
        var list = await tenant.Browser.ReadAsync("/admin/contact-panels");
        Assert.Matches("Presents(?s:.)*Its type or field is gone", list);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Records_follow_a_person_through_a_merge_and_its_undo(string database)
    {
        await using var tenant = await WithGiftsAsync(database);
        var (kept, gone) = (await tenant.PeopleAsync(("Odile", "Cadeau"), ("Odille", "Cadeau"))) is [var one, var two] ? (one, two) : default;
        await PlaceAsync(tenant, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Sort = "title" });
        await GiftAsync(tenant, "Kite", 2023, kept);
        await GiftAsync(tenant, "Drum", 2025, gone);
        await GiftAsync(tenant, "Ball", 2026, gone, kept);
        var batch = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            return await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide>(), Households: true), CancellationToken.None);
        });
        Assert.Equal(["Ball", "Drum", "Kite"], (await ReadAsync(tenant, kept)).Rows.Select(row => row.Name));
        Assert.Equal(0, (await ReadAsync(tenant, gone)).Count);
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null)));
        Assert.Equal(["Ball", "Kite"], (await ReadAsync(tenant, kept)).Rows.Select(row => row.Name));
        Assert.Equal(["Ball", "Drum"], (await ReadAsync(tenant, gone)).Rows.Select(row => row.Name));
    }

    [Fact]
    public async Task Panels_travel_in_recipes()
    {
        await using var from = await WithGiftsAsync();
        await using var to = await WithGiftsAsync();
        await PlaceAsync(from, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Heading = "Presents", Columns = ["Gift.Year", "modified"], Sort = "-Gift.Year", Rows = 7, Place = Contacts.Panels.PanelPlace.Facts, InEditor = true });
        await PlaceAsync(to, new RelatedPanel { On = ContactTypes.Person, ContentType = "Gift", Field = "Gift.Recipient", Heading = "Old" });
        var step = await ExportAsync(from);
        var recipe = new JsonObject { ["name"] = "panels", ["steps"] = new JsonArray(step.DeepClone()) };
        for (var run = 0; run < 2; run++)
        {
            var report = await to.Host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(to.Settings, Kernel.Recipes.Harvest.RecipeFile.Upload("panels.recipe.json", System.Text.Encoding.UTF8.GetBytes(recipe.ToJsonString())));
            Assert.Equal(RecipeOutcome.Done, report.Outcome);
        }

        Assert.True(JsonNode.DeepEquals(step, await ExportAsync(to)));
    }

    [Fact]
    public async Task Only_who_may_place_panels_does()
    {
        await using var tenant = await WithGiftsAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Editing", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "edith", "Editing");
        using var edith = await tenant.As("edith");
        foreach (var address in new[] { "/admin/contact-panels", $"{Address}?on=Person" })
        {
            using var refused = await edith.GetAsync(address);
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }
    }

    private static async Task<ContactsTenant> WithGiftsAsync(string database = "Sqlite", bool filterable = true)
    {
        var tenant = await ContactsTenant.StartAsync(database);
        await tenant.InAsync(async services =>
        {
            var definitions = services.GetRequiredService<IContentDefinitionManager>();
            await definitions.AlterPartDefinitionAsync("Gift", part => part
                .WithField("Recipient", field => field.OfType(nameof(ContentPickerField)).Filterable(filterable).MergeSettings<ContentPickerFieldSettings>(settings => (settings.Multiple, settings.DisplayedContentTypes) = (true, [ContactTypes.Person])))
                .WithField("Giver", field => field.OfType(nameof(ContentPickerField)).MergeSettings<ContentPickerFieldSettings>(settings => settings.DisplayedContentTypes = [ContactTypes.Person]))
                .WithField("Year", field => field.OfType(nameof(NumericField)).Filterable())
                .WithField("Secret", field => field.OfType(nameof(TextField)).Filterable()));
            await definitions.AlterTypeDefinitionAsync("Gift", type => type.Creatable().Listable().Securable().WithPart("TitlePart").WithPart("Gift"));
            return true;
        });
        return tenant;
    }

    private static Task<string> GiftAsync(ContactsTenant tenant, string name, int? year, params string[] recipients) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync("Gift");
        item.DisplayText = name;
        item.ReplaceData(new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = name },
            ["Gift"] = new JsonObject
            {
                ["Recipient"] = new JsonObject { ["ContentItemIds"] = new JsonArray([.. recipients.Select(id => JsonValue.Create(id))]) },
                ["Year"] = new JsonObject { ["Value"] = year },
                ["Secret"] = new JsonObject { ["Text"] = year == 2023 ? "canary b" : "canary a" },
            },
        });
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private static Task<bool> PlaceAsync(ContactsTenant tenant, RelatedPanel panel) => tenant.InAsync(async services =>
    {
        await services.GetRequiredService<RelatedPanels>().ChangeAsync(document =>
        {
            document.Panels.RemoveAll(panel.IsSameAs);
            document.Panels.Add(panel);
        });
        return true;
    });

    private static Task<RelatedShown> ReadAsync(ContactsTenant tenant, string id) => tenant.InAsync(async services =>
    {
        var panels = services.GetRequiredService<RelatedPanels>();
        var panel = (await panels.ListAsync())[0];
        return await services.GetRequiredService<RelatedRecords>().ReadAsync(panel, (await panels.RelationAsync(panel))!, id, s_administrator, CancellationToken.None);
    });

    private static async Task<string> SubmitAsync(ContactsTenant tenant, string field, HttpStatusCode expected, params (string Name, string Value)[] values)
    {
        var form = new Dictionary<string, string> { ["On"] = "Person", ["Type"] = "Gift", ["Field"] = field, ["Keys"] = "Gift.Year", ["Chosen"] = "Gift.Year", ["Input.Sort"] = "-modified", ["Input.Rows"] = "5", ["Input.Place"] = "Now" };
        foreach (var (name, value) in values)
        {
            form[name] = value;
        }

        using var answer = await tenant.Browser.SubmitAsync($"{Address}?on=Person&type=Gift&field={field}", [.. form], Address);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task<bool> HideAsync(ContactsTenant tenant, string path) => tenant.InAsync(async services =>
    {
        var fields = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var rights = await fields.GetOrCreateMutableAsync();
        rights.Fields.Add(new FieldRight { ContentType = "Gift", Path = path, Roles = ["Chosen"] });
        await fields.UpdateAsync(rights);
        return true;
    });

    private static Task<JsonObject> ExportAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
        Assert.Single(await services.GetServices<IRecipeExporter>().Single(exporter => exporter.StepName == "contact-panels").ExportAsync(null)));
}
