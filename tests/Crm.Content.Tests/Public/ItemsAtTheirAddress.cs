using System.Net;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid.Templates;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Tests.Public;

public class ItemsAtTheirAddress
{
    [Fact]
    public async Task A_published_item_is_shown_at_its_address_with_title_and_canonical_address()
    {
        var site = await PagesAsync();
        await site.CreateAsync("Page", ("TitlePart.Title", "Nos Lutins"), ("HtmlBodyPart.Html", "<p>Ils travaillent.<script>alert(1)</script></p>"), ("AutoroutePart.Path", "nos/Lutins"));

        var (status, page) = await site.AnonymousAsync("/NOS/lutins");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1>Nos Lutins</h1>", page);
        Assert.Contains("<title>Nos Lutins – ", page);
        Assert.Contains("<p>Ils travaillent.</p>", page);
        Assert.Matches("<link rel=\"canonical\" href=\"http://[^\"]+/nos/lutins\">", page);
    }

    [Fact]
    public async Task Drafts_trash_and_unknown_addresses_are_not_found()
    {
        var site = await PagesAsync();
        await site.PostAsync("/admin/content/Page/create", null, ("TitlePart.Title", "Draft"), ("act", "draft"));
        var id = await site.CreateAsync("Page", ("TitlePart.Title", "Gone"));
        await site.PostAsync($"/admin/content/item/{id}", $"/admin/content/item/{id}?handler=Delete");

        foreach (var path in new[] { "/draft", "/gone", "/nobody", "/nobody/at/all", "/admin-nobody", "/..%2f..%2fetc/passwd", "/" + new string('a', 3000) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await site.AnonymousAsync(path)).Status);
        }

        using var posted = await site.Browser.PostAsync("/nobody", []);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_view_the_type_is_sent_to_sign_in_or_refused()
    {
        var site = await PagesAsync(everybody: false);
        await site.CreateAsync("Page", ("TitlePart.Title", "Secret"));
        using var clerk = await site.AsAsync("clerk", "AccessAdminPanel");

        Assert.Equal(HttpStatusCode.Redirect, (await site.AnonymousAsync("/secret")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/secret")).StatusCode);
        Assert.Contains("Secret", await site.Browser.ReadAsync("/secret"));
    }

    [Fact]
    public async Task What_a_reader_may_not_see_is_not_on_the_page_nor_in_a_template()
    {
        var site = await PagesAsync();
        await site.TypeAsync("Page", type => type.WithPart("Page"));
        await site.PostAsync("/admin/content-types/Page", "/admin/content-types/Page?handler=AddField", ("Label", "Price"), ("FieldKind", "TextField"));
        await site.CreateAsync("Page", ("TitlePart.Title", "Offer"), ("Page.Price.Text", "canary-42"));
        await HideAsync(site, "Page.Price");

        Assert.DoesNotContain("canary-42", (await site.AnonymousAsync("/offer")).Page);
        await TemplateAsync(site, "Content__Page", "<b>{{ Model.Content.Page.Price.Text }}{{ Model.DisplayText }}</b>");
        Assert.Contains("<b>Offer</b>", (await site.AnonymousAsync("/offer")).Page);
        Assert.Contains("canary-42", await site.Browser.ReadAsync("/offer"));
    }

    [Fact]
    public async Task Templates_stand_in_for_the_item_and_for_its_parts()
    {
        var site = await PagesAsync();
        var id = await site.CreateAsync("Page", ("TitlePart.Title", "A <b>"), ("HtmlBodyPart.Html", "<p>text</p>"), ("AutoroutePart.Path", "a"), ("AliasPart.Alias", "star"));

        await TemplateAsync(site, "Page__HtmlBodyPart", "<section class=own>{{ Model.Content.HtmlBodyPart.Html | raw }}</section>");
        Assert.Contains("<section class=own><p>text</p></section>", (await site.AnonymousAsync("/a")).Page);

        await TemplateAsync(site, "Content__Page", "whole {{ Model.DisplayText }} {% assign star = Content.Alias.star %}{{ star.DisplayText }} {{ Content['alias:star'].ContentItemId }}");
        using var browser = site.Host.Browse(site.Settings.Name);
        Assert.Contains($"whole A &lt;b&gt; A &lt;b&gt; {id}", await browser.ReadAsync("/a"));
        Assert.DoesNotContain("whole", await site.Browser.ReadAsync("/admin/content/item/" + id));
    }

    [Fact]
    public async Task An_item_made_the_home_page_answers_the_bare_address()
    {
        var site = await PagesAsync();
        var id = await site.CreateAsync("Page", ("TitlePart.Title", "Bienvenue"), ("AutoroutePart.SetHomepage", "true"));

        var (status, page) = await site.AnonymousAsync("/");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1>Bienvenue</h1>", page);
        Assert.False((await site.ItemAsync(id))!.As<AutoroutePart>()!.SetHomepage);
        await site.PostAsync($"/admin/content/item/{id}", $"/admin/content/item/{id}?handler=Unpublish");
        Assert.DoesNotContain("Bienvenue", (await site.AnonymousAsync("/")).Page);
    }

    [Fact]
    public async Task The_home_page_is_chosen_only_by_who_has_the_right()
    {
        var site = await PagesAsync();
        using var author = await site.AsAsync("author", "AccessAdminPanel", "PublishContent");

        Assert.DoesNotContain("SetHomepage", await author.ReadAsync("/admin/content/Page/create"));
        using var response = await author.SubmitAsync("/admin/content/Page/create", [new("TitlePart.Title", "Mine"), new("AutoroutePart.SetHomepage", "true"), new("act", "publish")]);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.DoesNotContain("Mine", (await site.AnonymousAsync("/")).Page);
    }

    private static async Task<ContentSite> PagesAsync(bool everybody = true)
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Page", type => type.WithPart("TitlePart").WithPart("HtmlBodyPart").WithPart("AliasPart")
            .WithPart("AutoroutePart", part => part.WithSettings(new AutoroutePartSettings { AllowCustomPath = true, ShowHomepageOption = true })));
        if (everybody)
        {
            await Testing.SigningIn.AddRoleAsync(site.Host, site.Settings, "Anonymous", "View_Page");
        }

        return site;
    }

    private static Task<int> TemplateAsync(ContentSite site, string name, string source) => site.InAsync(async services =>
    {
        await services.GetRequiredService<TemplateStore>().SetAsync(name, source);
        return 0;
    });

    private static Task<int> HideAsync(ContentSite site, string path) => site.InAsync(async services =>
    {
        var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var rights = await documents.GetOrCreateMutableAsync();
        rights.Fields.Add(new FieldRight { ContentType = "Page", Path = path });
        await documents.UpdateAsync(rights);
        return 0;
    });
}
