using System.Text;
using System.Text.RegularExpressions;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Settings;
using Crm.MailEditor.Blocks;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Render;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.MailEditor.Tests;

/// <summary>The five templates that a new site begins with, as three mail programs show them: one that drops style sheets and classes, one that shows no pictures, one that reads plain text.</summary>
public sealed partial class ReadyTemplatesTests
{
    private const string WayOutPage = "https://crm.example.org/preferences/abc";
    private static readonly string[] s_names = ["lettre-voeux", "lettre-nouvelles", "lettre-invitation", "lettre-merci", "lettre-suite"];

    [Theory]
    [InlineData("b2b")]
    [InlineData("pere-noel")]
    public async Task Each_holds_in_three_mail_programs_on_a_telephone_and_in_the_dark_in_both_languages(string recipe)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync("ready", recipe, prefix: "ready");
        var person = await host.InTenantAsync(tenant, async services =>
        {
            var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
            site.BaseUrl = "https://crm.example.org";
            await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
            var item = await services.GetRequiredService<IContentManager>().NewAsync(ContactTypes.Person);
            item.Alter<PersonPart>(part => (part.GivenName, part.Function) = ("Zoé", "directrice"));
            await services.GetRequiredService<IContentManager>().CreateAsync(item);
            return item.ContentItemId;
        });
        var admin = await host.Browse("ready").SignInAsync();
        foreach (var name in s_names)
        {
            var mail = await host.InTenantAsync(tenant, async services =>
            {
                var templates = services.GetRequiredService<MailTemplates>();
                var content = MailContent.Of((await templates.VersionAsync((await templates.FindAsync(name, CancellationToken.None))!, null, CancellationToken.None))!.Content);
                var (faults, warnings) = await templates.FaultsAsync(name, content, isLayout: false, null, isNew: false, CancellationToken.None);
                Assert.Empty(faults);
                Assert.Empty(warnings);
                return content;
            });
            Assert.Equal(["fr", "en"], mail.Variants.Select(variant => variant.Language));
            foreach (var variant in mail.Variants)
            {
                Assert.DoesNotContain(ChangeBlocks.All(ReadBlocks.Of(variant.Html)), entry => entry.Block.IsLocked);
                var html = WayOut.InHtml(await admin.ReadAsync($"/admin/mail-templates/{name}/body?person={person}&language={variant.Language}"), WayOutPage, "Your wishes");
                Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, 102_000);
                Assert.Contains("Zoé", html);
                WithoutStyleSheets(html);
                WithoutPictures(html);
                AsPlainText(html);
                OnATelephoneAndInTheDark(html);
            }
        }
    }

    // What is needed to read it stands on the elements: colours on their ground, the size, buttons that look like some.
    private static void WithoutStyleSheets(string html)
    {
        var bare = ClassNames().Replace(StyleSheets().Replace(html, ""), "");
        Assert.DoesNotContain("<style", bare);
        Assert.Matches("<body style=\"[^\"]*background:#f6f4ef;color:#222", bare);
        Assert.Matches("<div style=\"max-width:600px;[^\"]*background:#ffffff;color:#222222", bare);
        foreach (var tag in HtmlTags.Read(bare).Where(tag => !tag.IsEnd && tag.Name is "p" or "h1" or "h2" or "hr" or "img"))
        {
            Assert.True(tag.IsEnd || tag.Attributes.Contains("style=", StringComparison.Ordinal) || tag.Attributes.Length == 0);
        }

        Assert.All(HtmlTags.Read(bare).Where(tag => tag is { Name: "a", IsEnd: false } && tag.Attributes.Contains("inline-block", StringComparison.Ordinal)), link => Assert.Matches("background:#[0-9a-f]{6};color:#ffffff", link.Attributes));
    }

    private static void WithoutPictures(string html)
        => Assert.All(HtmlTags.Read(html).Where(tag => tag.Name == "img"), picture => Assert.Matches("alt=\"[^\"]+\"", picture.Attributes));

    // Every sentence and every address is there, the way out too.
    private static void AsPlainText(string html)
    {
        var text = Spaces().Replace(PlainText.Of(html), " ");
        foreach (Match paragraph in Paragraphs().Matches(html[html.IndexOf("<body", StringComparison.Ordinal)..]))
        {
            foreach (var words in AnyTag().Split(paragraph.Groups["words"].Value).Select(part => Spaces().Replace(System.Net.WebUtility.HtmlDecode(part), " ").Trim()).Where(part => part.Length > 0))
            {
                Assert.Contains(words, text, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.All(HtmlTags.Read(html).Where(tag => tag is { Name: "a", IsEnd: false }), link => Assert.Contains(HtmlTags.Attributes(link).Single(attribute => attribute.Name == "href").Value.TrimEnd('/'), text));
        Assert.Contains(WayOutPage, text);
    }

    private static void OnATelephoneAndInTheDark(string html)
    {
        foreach (Match width in Widths().Matches(StyleSheets().Replace(html, "")))
        {
            Assert.True(int.Parse(width.Groups["px"].Value, System.Globalization.CultureInfo.InvariantCulture) <= 320, width.Value);
        }

        var dark = StyleSheets().Match(html).Value;
        Assert.Contains("prefers-color-scheme: dark", dark);
        Assert.All(UsedClasses().Matches(html).Select(match => match.Groups["name"].Value), name => Assert.Contains($".{name} {{", dark));
    }

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex StyleSheets();

    [GeneratedRegex(" class=\"[^\"]*\"")]
    private static partial Regex ClassNames();

    [GeneratedRegex(" class=\"(?<name>[^\"]*)\"")]
    private static partial Regex UsedClasses();

    [GeneratedRegex("<(?<tag>p|h1|h2)(\\s[^>]*)?>(?<words>.*?)</\\k<tag>>", RegexOptions.Singleline)]
    private static partial Regex Paragraphs();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"[\s\u00a0]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("(?<![-\\w])(min-)?width[:=]\"?(?<px>\\d+)(?!\\d|%)")]
    private static partial Regex Widths();
}
