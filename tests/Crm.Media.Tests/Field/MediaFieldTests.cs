using System.Net;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Liquid;
using Crm.Media.Field;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Media.Tests.Field;

public sealed class MediaFieldTests
{
    [Fact]
    public async Task The_files_chosen_are_stored_in_order_with_their_texts_and_shown()
    {
        var site = await GiftsAsync();
        var id = await SaveAsync(site, ("b.png", "A bear"), ("album/a.png", ""));
        Assert.Equal("""{"Paths":["b.png","album/a.png"],"MediaTexts":["A bear",""]}""", (await FieldAsync(site, id)).ToJsonString());
        var page = await site.Browser.ReadAsync("/admin/content/item/" + id);
        Assert.Contains($"<img src=\"/{site.Settings.Name}/media/b.png\" alt=\"A bear\"", page);
        Assert.Contains($"<img src=\"/{site.Settings.Name}/media/album/a.png\" alt=\"a.png\"", page);
        Assert.Contains("value=\"album/a.png\"", await site.Browser.ReadAsync($"/admin/content/item/{id}/edit"));
    }

    [Fact]
    public async Task A_file_that_is_not_in_the_library_is_refused_and_one_that_went_away_is_kept_and_said()
    {
        var site = await GiftsAsync();
        Assert.Contains("“nothing.png” is not in the media library.", await RefusedAsync(site, "nothing.png"));
        Assert.Contains("is not in the media library", await RefusedAsync(site, "../appsettings.json"));
        var id = await SaveAsync(site, ("b.png", ""));
        await site.InAsync(services => services.GetRequiredService<Crm.Kernel.Files.MediaFiles>().Delete("b.png"));
        Assert.Contains("Not in the library any more", await site.Browser.ReadAsync("/admin/content/item/" + id));
    }

    [Fact]
    public async Task A_field_that_must_have_one_picture_says_so()
    {
        var site = await GiftsAsync(settings => (settings.Required, settings.Multiple, settings.AllowedExtensions) = (true, false, [".png"]));
        await site.PutAsync("a.pdf", "%PDF-1.7"u8.ToArray());
        Assert.Contains("Photo may not be blank.", await RefusedAsync(site));
        Assert.Contains("Photo takes one file only.", await RefusedAsync(site, "b.png", "album/a.png"));
        Assert.Contains("“a.pdf” is not of a kind allowed here (.png)", await RefusedAsync(site, "a.pdf"));
    }

    [Fact]
    public void What_else_is_kept_of_a_file_goes_along_with_it()
    {
        var field = new MediaField { Paths = ["a", "b"], MediaTexts = ["A", "B"] };
        field.Data["Anchors"] = JsonNode.Parse("""[{"X":0.1,"Y":0.2},{"X":0.3,"Y":0.4}]""");
        MediaLines.Put(field, [new("b", "B"), new("c", "C"), new("a", "A")], hasTexts: true);
        Assert.Equal("""[{"X":0.3,"Y":0.4},{"X":0.5,"Y":0.5},{"X":0.1,"Y":0.2}]""", field.Data["Anchors"]!.ToJsonString());
        Assert.Equal(["B", "C", "A"], field.MediaTexts);
        MediaLines.Put(field, [new("a", "")], hasTexts: false);
        Assert.Equal(["A"], field.MediaTexts);
    }

    [Fact]
    public async Task The_type_editor_offers_it_and_keeps_what_it_takes()
    {
        var site = await GiftsAsync();
        await site.Browser.SubmitAsync("/admin/content-types/Gift/fields/Gift.Photo", [new("Form.Label", "Photo"), new("Form.Extensions", ".JPG .png"), new("Form.Multiple", "true")]);
        var settings = await site.Host.InTenantAsync(site.Settings, async services
            => (await services.GetRequiredService<IContentDefinitionManager>().GetLayoutAsync("Gift"))!.Field("Gift.Photo")!.GetSettings<MediaFieldSettings>());
        Assert.Equal([".jpg", ".png"], settings.AllowedExtensions);
        Assert.Equal((true, false), (settings.Multiple, settings.AllowMediaText));
        Assert.Contains("value=\"MediaField\"", await site.Browser.ReadAsync("/admin/content-types/Gift"));
    }

    [Theory]
    [InlineData("""{{ "père noël.png" | asset_url }}""", "/media/p%C3%A8re%20no%C3%ABl.png")]
    [InlineData("""{{ "a.png" | asset_url | img_tag: alt: 'A "bear"', class: "logo", onload: "alert(1)" }}""", """<img src="/media/a.png" alt="A &quot;bear&quot;" class="logo" />""")]
    [InlineData("""{{ '"><script>' | img_tag }}""", """<img src="&quot;&gt;&lt;script&gt;" alt="" />""")]
    public async Task Liquid_gives_the_address_and_the_picture(string template, string html)
    {
        var site = await MediaSite.SharedAsync();
        Assert.Equal(html, await site.Host.InTenantAsync(site.Settings, services => services.GetRequiredService<LiquidTemplates>().RenderAsync(template)));
    }

    private static async Task<MediaSite> GiftsAsync(Action<MediaFieldSettings>? change = null)
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("b.png");
        await site.PutAsync("album/a.png");
        await site.Host.InTenantAsync(site.Settings, async services =>
        {
            var definitions = services.GetRequiredService<IContentDefinitionManager>();
            await definitions.AlterPartDefinitionAsync("Gift", part => part.WithField("Photo", field => field.OfType("MediaField").WithDisplayName("Photo").MergeSettings<MediaFieldSettings>(change ?? (_ => { }))));
            await definitions.AlterTypeDefinitionAsync("Gift", type => type.DisplayedAs("Gift").Creatable().Listable().WithPart("TitlePart").WithPart("Gift"));
        });
        return site;
    }

    private static async Task<string> SaveAsync(MediaSite site, params (string Path, string Text)[] files)
    {
        using var response = await site.Browser.SubmitAsync("/admin/content/Gift/create", Form(files));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString().Split('/')[^1];
    }

    private static async Task<string> RefusedAsync(MediaSite site, params string[] paths)
    {
        using var response = await site.Browser.SubmitAsync("/admin/content/Gift/create", Form([.. paths.Select(path => (path, ""))]));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    private static IEnumerable<KeyValuePair<string, string>> Form((string Path, string Text)[] files)
        => [new("TitlePart.Title", "Bear"), new("act", "publish"), new("Gift.Photo.Paths", ""), new("Gift.Photo.Texts", ""),
            .. files.SelectMany(file => new KeyValuePair<string, string>[] { new("Gift.Photo.Paths", file.Path), new("Gift.Photo.Texts", file.Text) })];

    private static Task<JsonObject> FieldAsync(MediaSite site, string id) => site.Host.InTenantAsync(site.Settings, async services
        => (JsonObject)(await services.GetRequiredService<IContentManager>().GetAsync(id))!.Data["Gift"]!["Photo"]!);
}
