using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Kernel.Tenants;
using Crm.Messaging.Templates;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.MailEditor.Tests;

/// <summary>The block editor's page over a template.</summary>
public sealed partial class EditorTests
{
    private const string Html = "<h1>Hello</h1>\n<p class='a'>Dear {{ person.given_name | default: \"friend\" }},</p>\n<table><tr><td>kept</td></tr></table>\n{% if facts.gift %}<p>Your {{ facts.gift }}</p>{% endif %}\n";
    private static readonly string[] s_features = ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Messaging", "Crm.MailEditor", "Crm.Theme.Admin", "Crm.Theme.Site"];
    private static readonly Lazy<Task<TestHost>> s_host = new(() => TestHost.StartAsync(new TestHostOptions { Clock = new TestClock() }));
    private static int s_count;

    [Fact]
    public async Task Saving_what_was_opened_makes_no_version_and_a_change_alters_its_block_alone()
    {
        var (host, tenant, admin) = await StartAsync();
        var page = await admin.ReadAsync("/admin/mail-templates/letter/blocks?language=en");
        Assert.Contains("/admin/mail-templates/letter/blocks", await admin.ReadAsync("/admin/mail-templates/letter"));
        var form = FormOf(page);
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(admin, form, ""));
        Assert.Equal((1, Html), await StoredAsync(host, tenant));

        form["block.1.text"] = "Good day {{ person.given_name | default: \"friend\" }} & all";
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(admin, form, ""));
        Assert.Equal((2, Html.Replace("Dear {{ person.given_name | default: \"friend\" }},", "Good day {{ person.given_name | default: \"friend\" }} &amp; all")), await StoredAsync(host, tenant));
        Assert.Contains("Somebody saved version 2 meanwhile.", await RefusedAsync(admin, form));
    }

    [Fact]
    public async Task A_field_without_a_fallback_is_not_saved_and_what_was_written_stays()
    {
        var (host, tenant, admin) = await StartAsync();
        var form = FormOf(await admin.ReadAsync("/admin/mail-templates/letter/blocks?language=en"));
        form["block.1.text"] = "Dear {{ person.given_name }},";
        var page = await RefusedAsync(admin, form);
        Assert.Contains("person.given_name may be empty.", page);
        Assert.Contains("Dear {{ person.given_name }},", page);
        Assert.Equal(1, (await StoredAsync(host, tenant)).Version);
    }

    [Fact]
    public async Task Blocks_are_moved_added_and_taken_back_without_being_saved()
    {
        var (host, tenant, admin) = await StartAsync();
        var form = FormOf(await admin.ReadAsync("/admin/mail-templates/letter/blocks?language=en"));
        form["block.0.text"] = "Changed meanwhile";
        form = FormOf(await BuildAsync(admin, form, "down:0"));
        Assert.StartsWith("<p class='a'>", DraftOf(form));
        Assert.Contains("<h1>Changed meanwhile</h1>", DraftOf(form));
        form = FormOf(await BuildAsync(admin, form, "add:Divider:1"));
        Assert.Contains("<hr", DraftOf(form));
        form = FormOf(await BuildAsync(admin, form, "remove:4"));
        Assert.DoesNotContain("facts.gift", DraftOf(form));
        for (var i = 0; i < 4; i++)
        {
            form = FormOf(await BuildAsync(admin, form, "undo"));
        }

        Assert.Equal(Html, DraftOf(form));
        Assert.Equal((1, Html), await StoredAsync(host, tenant));
        Assert.Contains("name=\"beside\"", await admin.ReadAsync("/admin/mail-templates/letter/blocks?language=fr"));
        Assert.Contains("Bonjour", await admin.ReadAsync("/admin/mail-templates/letter/blocks?language=en&beside=fr"));
    }

    [Fact]
    public async Task A_strange_draft_or_language_is_not_found_and_who_may_not_write_templates_sees_nothing()
    {
        var (host, tenant, admin) = await StartAsync();
        var form = FormOf(await admin.ReadAsync("/admin/mail-templates/letter/blocks?language=en"));
        form["Input.Draft"] = "no base64!";
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(admin, form, ""));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/admin/mail-templates/letter/blocks?language=xx")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/admin/mail-templates/none/blocks")).StatusCode);
        await host.AddRoleAsync(tenant, "reader", ["AccessAdminPanel"]);
        await host.AddUserAsync(tenant, "reader", "reader");
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.Browse(tenant.Name).SignInAsync("reader")).GetAsync("/admin/mail-templates/letter/blocks")).StatusCode);
    }

    private static async Task<(TestHost Host, ShellSettings Tenant, TestBrowser Admin)> StartAsync()
    {
        var (host, name) = (await s_host.Value, $"e{Interlocked.Increment(ref s_count)}");
        var tenant = await host.CopyTenantAsync(name, s_features);
        await host.InTenantAsync(tenant, services => services.GetRequiredService<MailTemplates>().SaveAsync("letter", new MailContent
        {
            Title = "A letter", Facts = [new MailFact { Name = "gift", Sample = "Bear" }],
            Variants = [new MailVariant { Language = "en", Subject = "Hello", Html = Html }, new MailVariant { Language = "fr", Subject = "Bonjour", Html = "<p>Bonjour</p>" }],
        }, isLayout: false, CancellationToken.None));
        var admin = await host.Browse(name).SignInAsync();
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return (host, tenant, admin);
    }

    private static Task<(int Version, string Html)> StoredAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, async services =>
    {
        var templates = services.GetRequiredService<MailTemplates>();
        var template = (await templates.FindAsync("letter", CancellationToken.None))!;
        return (template.Version, MailContent.Of((await templates.VersionAsync(template, null, CancellationToken.None))!.Content).Variants[0].Html);
    });

    // As a browser would send it: line ends of a form are two characters.
    private static Dictionary<string, string> FormOf(string page)
    {
        var form = new Dictionary<string, string>();
        foreach (Match field in Field().Matches(page))
        {
            form[field.Groups["name"].Value] = WebUtility.HtmlDecode(field.Groups["value"].Value).Replace("\n", "\r\n");
        }

        foreach (Match area in Area().Matches(page))
        {
            form[area.Groups["name"].Value] = WebUtility.HtmlDecode(area.Groups["value"].Value).Replace("\n", "\r\n");
        }

        foreach (Match choice in Choice().Matches(page))
        {
            form[choice.Groups["name"].Value] = WebUtility.HtmlDecode(Regex.Match(choice.Value, "<option (?:selected[^>]*value=\"([^\"]*)\"|value=\"([^\"]*)\"[^>]*selected)") is var option && option.Groups[1].Success ? option.Groups[1].Value : option.Groups[2].Value);
        }

        return form;
    }

    private static string DraftOf(Dictionary<string, string> form) => Encoding.UTF8.GetString(Convert.FromBase64String(form["Input.Draft"]));

    private static async Task<HttpStatusCode> PostAsync(TestBrowser browser, Dictionary<string, string> form, string query)
    {
        using var answer = await browser.SubmitAsync("/admin/profile", [.. form], $"/admin/mail-templates/letter/blocks{query}");
        return answer.StatusCode;
    }

    private static async Task<string> RefusedAsync(TestBrowser browser, Dictionary<string, string> form)
    {
        using var answer = await browser.SubmitAsync("/admin/profile", [.. form], "/admin/mail-templates/letter/blocks");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> BuildAsync(TestBrowser browser, Dictionary<string, string> form, string act)
    {
        using var answer = await browser.SubmitAsync("/admin/profile", [.. form, new("act", act)], "/admin/mail-templates/letter/blocks?handler=Build");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<input[^>]*name=\"(?<name>Input\\.[^\"]*|block\\.[^\"]*)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex("<textarea[^>]*name=\"(?<name>[^\"]*)\"[^>]*>\\r?\\n?(?<value>[^<]*)</textarea>")]
    private static partial Regex Area();

    [GeneratedRegex("<select[^>]*name=\"(?<name>block\\.[^\"]*)\".*?</select>", RegexOptions.Singleline)]
    private static partial Regex Choice();
}
