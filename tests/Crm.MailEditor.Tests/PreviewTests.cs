using System.Net;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Tenants;
using Crm.Messaging.Templates;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.MailEditor.Tests;

/// <summary>A letter as people who read several languages get it.</summary>
public sealed class PreviewTests
{
    [Fact]
    public async Task Each_reads_their_own_letter_in_their_language_and_who_would_get_none_is_told_why()
    {
        await using var host = await TestHost.StartAsync(new TestHostOptions { Clock = new TestClock() });
        var tenant = await host.CopyTenantAsync("preview", ["Crm.Admin", "Crm.Users", "Crm.Content", "Crm.Contacts", "Crm.Messaging", "Crm.MailEditor", "Crm.Theme.Admin", "Crm.Theme.Site"]);
        await host.InTenantAsync(tenant, services => services.GetRequiredService<MailTemplates>().SaveAsync("letter", new MailContent
        {
            Title = "A letter",
            Variants =
            [
                new MailVariant { Language = "en", Subject = "Hello", Html = "<p>Dear {{ person.given_name | default: \"friend\" }}</p>" },
                new MailVariant { Language = "fr", Subject = "Bonjour", Html = "<p>Cher {{ person.given_name | default: \"ami\" }}</p>" },
                new MailVariant { Language = "ar", Subject = "مرحبا", Html = "<p>{% if person.given_name %}{{ person.given_name | remove: \"ليلى\" }}{% endif %}</p>" },
            ],
        }, isLayout: false, CancellationToken.None));
        var (ines, emma, leila) = (await PersonAsync(host, tenant, "Inès", "fr"), await PersonAsync(host, tenant, "Emma", "en"), await PersonAsync(host, tenant, "ليلى", "ar"));
        var admin = await host.Browse("preview").SignInAsync();
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var page = WebUtility.HtmlDecode(await admin.ReadAsync($"/admin/mail-templates/letter/preview?person={ines}&person={emma}&person={leila}&person=nobody&phone=true&dark=true"));
        Assert.Contains(">Bonjour<", page);
        Assert.Contains(">Hello<", page);
        Assert.Contains("Cher Inès", page);
        Assert.Contains("Dear Emma", page);
        Assert.Contains("there is nothing to say for person.given_name to ليلى", page);
        Assert.Contains("preview-frame is-phone is-dark", page);
        Assert.Contains("Cher Inès", WebUtility.HtmlDecode(await admin.ReadAsync($"/admin/mail-templates/letter/body?person={ines}")));
        Assert.Contains("For whom?", WebUtility.HtmlDecode(await admin.ReadAsync("/admin/mail-templates/letter/preview")));
        Assert.Contains($"person={emma}", WebUtility.HtmlDecode(await admin.ReadAsync("/admin/mail-templates/letter/preview?q=Emma")));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/admin/mail-templates/none/preview")).StatusCode);
    }

    private static Task<string> PersonAsync(TestHost host, ShellSettings tenant, string given, string language) => host.InTenantAsync(tenant, async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(part => (part.GivenName, part.Languages) = (given, [language]));
        item.DisplayText = given;
        await content.CreateAsync(item);
        return item.ContentItemId;
    });
}
