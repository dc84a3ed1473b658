using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Tests.Items;

public class WhatIsHidden
{
    [Fact]
    public async Task A_clash_shows_no_hidden_value_and_the_choice_keeps_it()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("City", "TextField"));
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().AlterTypeDefinitionAsync("Partner", type => type.WithPart("HtmlBodyPart"));
            var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var all = await documents.GetOrCreateMutableAsync();
            all.Fields.Add(new FieldRight { ContentType = "Partner", Path = "HtmlBodyPart.Html", Roles = ["Editor"] });
            await documents.UpdateAsync(all);
            return 0;
        });
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Libourne"), ("HtmlBodyPart.Html", "<p>CANARY 1</p>"), ("act", "publish"));
        var id = await site.IdAsync("Élan");
        using var blind = await site.AsAsync("blind", "AccessAdminPanel", "ListContent", "Publish_Partner");
        var edit = $"/admin/content/item/{id}/edit";
        Assert.DoesNotContain("CANARY", await blind.ReadAsync($"/admin/content/item/{id}"));
        var stale = await FormAsync(blind, edit);
        await site.PostAsync(edit, null, [.. await FormAsync(site.Browser, edit), ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Bordeaux"), ("HtmlBodyPart.Html", "<p>CANARY 2</p>"), ("act", "publish")]);

        (string, string)[] mine = [.. stale, ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Paris"), ("HtmlBodyPart.Html", "forged"), ("act", "publish")];
        var clash = await SendAsync(blind, edit, mine);
        Assert.Equal(HttpStatusCode.OK, clash.Status);
        Assert.Contains("Bordeaux", clash.Page);
        Assert.DoesNotContain("CANARY", clash.Page);
        Assert.DoesNotContain("Keep[HtmlBodyPart", clash.Page);

        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(blind, edit, [.. mine, ("Keep[Partner.City]", "mine"), ("Keep[HtmlBodyPart.Html]", "mine")])).Status);
        var data = (await site.ItemAsync(id))!.Data;
        Assert.Equal(("Paris", "<p>CANARY 2</p>"), (data["Partner"]!["City"]!["Text"]!.GetValue<string>(), data["HtmlBodyPart"]!["Html"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_picker_of_more_than_it_offers_says_where_the_others_are_found()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("Links", "ContentPickerField"));
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().AlterPartDefinitionAsync("Partner", part => part.WithField("Links", field => field
                .OfType("ContentPickerField").WithSettings(new ContentPickerFieldSettings { DisplayedContentTypes = ["Partner"] })));
            return 0;
        });
        await StoreAsync(site, 0, 200);
        var page = await site.Browser.ReadAsync("/admin/content/Partner/create");
        Assert.DoesNotContain("/admin/content/choices/", page);
        Assert.Contains("Partner 0199", page);

        await StoreAsync(site, 200, 1);
        page = await site.Browser.ReadAsync("/admin/content/Partner/create");
        Assert.Contains("/admin/content/choices/Partner.Links", page);
        Assert.DoesNotContain("Partner 0200", page);
        Assert.Equal("Partner 0200", Assert.Single((await site.Browser.ReadJsonAsync("/admin/content/choices/Partner.Links?q=0200")).AsArray())!["text"]!.ToString());
        Assert.Equal(50, (await site.Browser.ReadJsonAsync("/admin/content/choices/Partner.Links?q=partner")).AsArray().Count);
        Assert.Empty((await site.Browser.ReadJsonAsync("/admin/content/choices/Partner.Never?q=0200")).AsArray());

        // One that was found is offered by its own form from then on.
        var last = await site.IdAsync("Partner 0200");
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", "Holder"), ("Partner.Links.Ids", last), ("act", "publish"));
        Assert.Contains("Partner 0200", await site.Browser.ReadAsync($"/admin/content/item/{await site.IdAsync("Holder")}/edit"));
    }

    private static Task<int> StoreAsync(ContentSite site, int from, int count) => site.InAsync(async services =>
    {
        var contents = services.GetRequiredService<IContentManager>();
        for (var i = from; i < from + count; i++)
        {
            var item = await contents.NewAsync("Partner");
            item.DisplayText = $"Partner {i:0000}";
            item.Merge(new System.Text.Json.Nodes.JsonObject { ["TitlePart"] = new System.Text.Json.Nodes.JsonObject { ["Title"] = item.DisplayText } });
            await contents.CreateAsync(item);
        }

        return count;
    });

    [Fact]
    public async Task A_picker_offers_and_names_only_what_its_reader_may_see()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("Links", "ContentPickerField"));
        await site.PostAsync("/admin/content-types/create", null, ("Name", "Deal"));
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().AlterPartDefinitionAsync("Partner", part => part.WithField("Links", field => field
                .OfType("ContentPickerField").WithSettings(new ContentPickerFieldSettings { DisplayAllContentTypes = true, Multiple = true })));
            return 0;
        });
        await site.PostAsync("/admin/content/Deal/create", null, ("TitlePart.Title", "Secret deal"), ("act", "publish"));
        var secret = await site.IdAsync("Secret deal");
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", "Élan"), ("Partner.Links.Ids", secret), ("act", "publish"));
        var id = await site.IdAsync("Élan");
        using var seller = await site.AsAsync("seller", "AccessAdminPanel", "ListContent", "Publish_Partner", "PublishOwn_Deal");
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(seller, "/admin/content/Deal/create", [("TitlePart.Title", "Own deal"), ("act", "publish")])).Status);
        var own = await site.IdAsync("Own deal");

        var page = await seller.ReadAsync($"/admin/content/item/{id}/edit") + await seller.ReadAsync($"/admin/content/item/{id}");
        Assert.Contains("Own deal", page);
        Assert.DoesNotContain("Secret deal", page);
        Assert.DoesNotContain(secret, page);
        Assert.Contains("Secret deal", await site.Browser.ReadAsync($"/admin/content/item/{id}/edit"));

        await SendAsync(seller, $"/admin/content/item/{id}/edit", [.. await FormAsync(seller, $"/admin/content/item/{id}/edit"), ("TitlePart.Title", "Élan"), ("Partner.Links.Ids", own), ("act", "publish")]);
        Assert.Equal([own, secret], await LinksAsync(id));

        await SendAsync(seller, "/admin/content/Partner/create", [("TitlePart.Title", "Guess"), ("Partner.Links.Ids", secret), ("act", "publish")]);
        Assert.Empty(await LinksAsync(await site.IdAsync("Guess")));

        // What is searched goes by the same rights, and by those of the field.
        Assert.Equal(["Own deal"], await FoundAsync(seller, "deal"));
        Assert.Equal(["Own deal", "Secret deal"], await FoundAsync(site.Browser, "deal"));
        Assert.Empty(await FoundAsync(site.Browser, " "));
        await HideAsync(site, "Partner.Links");
        Assert.Empty(await FoundAsync(seller, "deal"));

        static async Task<string[]> FoundAsync(TestBrowser browser, string text)
            => [.. (await browser.ReadJsonAsync("/admin/content/choices/Partner.Links?q=" + Uri.EscapeDataString(text))).AsArray().Select(found => found!["text"]!.ToString())];

        async Task<string[]> LinksAsync(string item)
            => [.. ((await site.ItemAsync(item))!.Data["Partner"]?["Links"]?["ContentItemIds"]?.AsArray() ?? []).Select(value => value!.GetValue<string>())];
    }

    [Fact]
    public async Task A_hidden_title_is_no_input_no_heading_no_row_no_choice_and_stays_as_it_is()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("City", "TextField"));
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", "CANARY"), ("Partner.City.Text", "Libourne"), ("act", "publish"));
        var id = await site.IdAsync("CANARY");
        await HideAsync(site, "TitlePart.Title");
        using var blind = await site.AsAsync("blind", "AccessAdminPanel", "ListContent", "Publish_Partner");
        foreach (var address in new[] { "/admin/content", "/admin/content/Partner", "/admin/content/Partner?sort=title", $"/admin/content/item/{id}", $"/admin/content/item/{id}/edit" })
        {
            Assert.DoesNotContain("CANARY", await blind.ReadAsync(address));
        }

        Assert.Equal("0", await blind.ReadAsync("/admin/content/Partner?q=canary&handler=Count"));
        Assert.DoesNotContain("name=\"TitlePart.Title\"", await blind.ReadAsync($"/admin/content/item/{id}/edit"));
        var edit = $"/admin/content/item/{id}/edit";
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(blind, edit, [.. await FormAsync(blind, edit), ("Partner.City.Text", "Paris"), ("TitlePart.Title", "forged"), ("act", "publish")])).Status);
        var item = (await site.ItemAsync(id))!;
        Assert.Equal(("CANARY", "Paris"), (item.DisplayText, item.Data["Partner"]!["City"]!["Text"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_title_that_a_pattern_makes_of_a_hidden_field_is_hidden_with_it()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("Secret", "TextField"));
        await site.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().AlterTypeDefinitionAsync("Partner", type => type.WithPart("TitlePart", part => part.WithSettings(
                new Kernel.Content.Parts.TitlePartSettings { Options = Kernel.Content.Parts.TitlePartOptions.GeneratedDisabled, Pattern = "Of {{ ContentItem.Content.Partner.Secret.Text }}" })));
            return true;
        });
        await site.PostAsync("/admin/content/Partner/create", null, ("Partner.Secret.Text", "CANARY"), ("act", "publish"));
        var id = await site.IdAsync("Of CANARY");
        await HideAsync(site, "Partner.Secret");
        using var blind = await site.AsAsync("blind", "AccessAdminPanel", "ListContent", "Publish_Partner");
        foreach (var address in new[] { "/admin/content", "/admin/content/Partner", $"/admin/content/item/{id}", $"/admin/content/item/{id}/edit" })
        {
            Assert.DoesNotContain("CANARY", await blind.ReadAsync(address));
        }
    }

    [Fact]
    public async Task A_template_gives_of_other_items_what_its_reader_may_see()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("City", "TextField"), ("Secret", "TextField"));
        await site.PostAsync("/admin/content/Partner/create", null, ("TitlePart.Title", "Élan"), ("Partner.City.Text", "Libourne"), ("Partner.Secret.Text", "CANARY"), ("act", "publish"));
        var id = await site.IdAsync("Élan");
        var template = $"{{% assign a = Content.Latest['{id}'] %}}{{% assign b = Content.ContentItemId['{id}'] %}}{{{{ a.Content.Partner.City.Text }}}} {{{{ a.Content.Partner.Secret.Text }}}}{{{{ b.Content.Partner.Secret.Text }}}}";
        Assert.Equal("Libourne CANARYCANARY", await RenderAsync(Administrator()));

        await HideAsync(site, "Partner.Secret");
        Assert.Equal("Libourne CANARYCANARY", await RenderAsync(Administrator()));
        Assert.Equal(" ", await RenderAsync(null));
        await site.Host.AddRoleAsync(site.Settings, "Anonymous", "ViewContent");
        Assert.Equal("Libourne ", await RenderAsync(null));

        Task<string> RenderAsync(System.Security.Claims.ClaimsPrincipal? reader) => site.InAsync(services =>
        {
            services.GetRequiredService<Microsoft.AspNetCore.Http.IHttpContextAccessor>().HttpContext = reader is null ? null : new Microsoft.AspNetCore.Http.DefaultHttpContext { User = reader };
            return services.GetRequiredService<Kernel.Liquid.LiquidTemplates>().RenderAsync(template);
        });

        static System.Security.Claims.ClaimsPrincipal Administrator()
            => new(new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.Role, Kernel.Users.Role.Administrator)], "test"));
    }

    private static Task HideAsync(ContentSite site, string path) => site.InAsync(async services =>
    {
        var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var all = await documents.GetOrCreateMutableAsync();
        all.Fields.Add(new FieldRight { ContentType = "Partner", Path = path, Roles = ["Chosen"] });
        await documents.UpdateAsync(all);
        return true;
    });

    private static async Task<(HttpStatusCode Status, string Page)> SendAsync(TestBrowser browser, string page, (string Name, string Value)[] fields)
    {
        using var response = await browser.SubmitAsync(page, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    private static async Task<(string, string)[]> FormAsync(TestBrowser browser, string path)
    {
        var page = await browser.ReadAsync(path);
        Assert.Contains("name=\"Document\"", page);
        return [.. new[] { "Document", "Version" }.Select(name => (name, Regex.Match(page, $"name=\"{name}\" value=\"([0-9]+)\"").Groups[1].Value))];
    }
}
