using System.Text;
using Crm.Browsing;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>Files of a contact, in the panel of its page, on a phone; it is looked at at the width of a desk too.</summary>
public sealed class FilesByKeyboardTests(Chrome chrome, Site site)
{
    private static readonly FilePayload s_letter = new() { Name = "scan0001.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("Un vélo rouge") };

    [Fact]
    public async Task A_file_is_added_renamed_deleted_and_brought_back_without_a_mouse()
    {
        await using var sheet = await OpenAsync("Fichier", 360);
        var page = sheet.Page;
        await page.Locator(".file-add [type=file]").FocusAsync();
        await Assertions.Expect(page.Locator(".file-add [type=file]:focus")).ToBeInViewportAsync();
        await sheet.ChooseFilesAsync(() => page.Keyboard.PressAsync("Space"), s_letter);
        await SeesAsync(page, "scan0001.txt");
        await sheet.LooksRightAtBothWidthsAsync();

        await page.Locator(".file-edit summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".file-edit [name=name]:focus")).ToHaveValueAsync("scan0001.txt");
        await Assertions.Expect(page.Locator(".file-edit .drop-menu")).ToBeInViewportAsync(new() { Ratio = 0.5f });
        await sheet.LooksRightAtBothWidthsAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Lettre");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Reçue par la poste");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await SeesAsync(page, "Lettre.txt");
        await Assertions.Expect(page.Locator(".file-note")).ToHaveTextAsync("Reçue par la poste");

        await page.Locator(".file-acts > form button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("Lettre.txt");
        await Assertions.Expect(page.Locator(".contact-files[data-started=done] .file-trash")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".file-what")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+z");
        await SeesAsync(page, "Lettre.txt");
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task Files_dropped_on_the_panel_are_added()
    {
        await using var sheet = await OpenAsync("Fichierlâché", 1440);
        await sheet.Page.EvaluateAsync("""
            () => {
              const files = new DataTransfer();
              for (const name of ['un.txt', 'deux.txt']) files.items.add(new File(['Un vélo rouge'], name, { type: 'text/plain' }));
              const panel = document.querySelector('.contact-files').closest('section');
              for (const kind of ['dragover', 'drop']) panel.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(sheet.Page.Locator(".contact-files[data-started=done] .file-what")).ToHaveCountAsync(2);
        Assert.Empty(sheet.Faults);
    }

    private static Task SeesAsync(IPage page, string name) => Assertions.Expect(page.Locator(".contact-files[data-started=done] .file-what a")).ToHaveTextAsync(name);

    private async Task<Sheet> OpenAsync(string family, int width)
    {
        var id = await site.Host.InTenantAsync(site.Tenant, services => services.AddPersonAsync("Ada", family));
        var sheet = await site.OpenAsync(chrome, width: width);
        await sheet.GoAsync($"admin/people/{id}");
        await Assertions.Expect(sheet.Page.Locator(".contact-files[data-started=done]")).ToBeVisibleAsync();
        return sheet;
    }
}
