using Crm.Browsing;
using Crm.Messaging.Templates;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>A letter is written in blocks with the keyboard alone, at a desk and on a phone; the rest of its source keeps its bytes.</summary>
public sealed class LetterByKeyboardTests(Chrome chrome)
{
    private const string Html = "<h1>Hello</h1>\n<p class='a'>Dear friend,</p>\n<table><tr><td>kept</td></tr></table>\n";

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task Blocks_are_written_added_moved_taken_back_and_saved_without_a_mouse(int width, int height)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: "Crm.Admin,Crm.Users,Crm.Content,Crm.Contacts,Crm.Messaging,Crm.MailEditor,Crm.Theme.Admin,Crm.Theme.Site".Split(','));
        await host.InTenantAsync(tenant, services => services.GetRequiredService<MailTemplates>().SaveAsync("letter", new MailContent
        {
            Title = "A letter", Variants = [new MailVariant { Language = "en", Subject = "Hello", Html = Html }, new MailVariant { Language = "fr", Subject = "Bonjour", Html = "<p>Bonjour</p>" }],
        }, isLayout: false, CancellationToken.None));
        await using var sheet = await chrome.OpenAsync(host.Address, width: width, height: height);
        await sheet.SignInAsync();

        await sheet.GoAsync("admin/mail-templates/letter/blocks?language=en");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.TypeAsync("[id='block.1.text']", "Dear ");
        await sheet.Page.Locator("#field").FocusAsync();
        await sheet.Page.Locator("#field").SelectOptionAsync("person.given_name");
        await sheet.TypeAsync("#fallback", "friend");
        await sheet.PressAsync("[data-put]", "Enter");
        await Assertions.Expect(sheet.Page.Locator("[id='block.1.text']")).ToHaveValueAsync("Dear {{ person.given_name | default: \"friend\" }}");

        await sheet.PressAsync("[data-block='1'] > .block-add summary", "Enter");
        await sheet.PressAsync("[data-block='1'] > .block-add button[value='add:Divider:1']", "Enter");
        await CountAsync(sheet, 4);
        await sheet.PressAsync("[id='up-2']", "Enter");
        await Assertions.Expect(sheet.Page.Locator("[id='up-1']")).ToBeFocusedAsync();
        await sheet.PressAsync("[data-block='0'] > .block-head button[value='remove:0']", "Enter");
        await CountAsync(sheet, 3);
        await sheet.PressAsync("#undo", "Enter");
        await CountAsync(sheet, 4);
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync(".form-actions .btn-primary", "Enter");
        await Assertions.Expect(sheet.Page.Locator("#toasts")).ToContainTextAsync("2");

        Assert.Equal(
            "<h1>Hello</h1>\n<hr style=\"margin:24px 0;border:0;border-top:1px solid #d5d0c4\">\n<p class='a'>Dear {{ person.given_name | default: \"friend\" }}</p>\n<table><tr><td>kept</td></tr></table>\n",
            await host.InTenantAsync(tenant, async services =>
            {
                var templates = services.GetRequiredService<MailTemplates>();
                return MailContent.Of((await templates.VersionAsync((await templates.FindAsync("letter", CancellationToken.None))!, null, CancellationToken.None))!.Content).Variants[0].Html;
            }));
        Assert.Empty(sheet.Faults);
    }

    private static Task CountAsync(Sheet sheet, int blocks) => Assertions.Expect(sheet.Page.Locator("[data-blocks] > .block")).ToHaveCountAsync(blocks);
}
