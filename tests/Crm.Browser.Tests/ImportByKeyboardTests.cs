using Crm.Browsing;
using Crm.Testing;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>A file is imported, imported again in a spoilt copy that changes people, and that is taken back: with the keyboard alone, on a wide screen and on a phone.</summary>
public sealed class ImportByKeyboardTests(Chrome chrome)
{
    private static string File1000 => Path.Combine(TestHost.Repository, "tests/data/dedupe/fake_1000.csv");

    [Fact]
    public async Task A_file_and_its_spoilt_copy_are_imported_and_the_copy_is_taken_back_without_a_mouse()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(features: ["Crm.Admin", "Crm.Users", "Crm.Contacts", "Crm.Theme.Admin", "Crm.Theme.Site"]);
        await using var sheet = await chrome.OpenAsync(host.Address, language: "en-GB");
        await sheet.SignInAsync();

        var first = await ImportAsync(sheet, "fake.csv", await File.ReadAllBytesAsync(File1000, TestContext.Current.CancellationToken));
        Assert.Equal(1000, first.Created + first.Refused);
        Assert.InRange(first.Created, 900, 999);

        await sheet.Page.SetViewportSizeAsync(360, 740);
        var copy = await ImportAsync(sheet, "fake.csv", System.Text.Encoding.UTF8.GetBytes(Spoilt(await File.ReadAllTextAsync(File1000, TestContext.Current.CancellationToken))));
        Assert.Equal((0, 1), (copy.Created, copy.Updated));
        Assert.Equal(first.Refused + 2, copy.Refused);
        Assert.Equal(1, await PeopleAsync(sheet, "Nullepart"));

        await sheet.Page.GoBackAsync();
        await sheet.PressAsync("form[action*='handler=Undo'] button");
        await sheet.Page.WaitForURLAsync("**/admin/operations/*");
        await sheet.Page.Locator(".badge.tone-good, .badge:has-text('done')").First.WaitForAsync();
        Assert.Equal(0, await PeopleAsync(sheet, "Nullepart"));
        await SetAsync(sheet);
        Assert.Equal(1, await PeopleAsync(sheet, "Zoé Lalune"));
        await sheet.GoAsync("admin/people");
        Assert.Empty(sheet.Faults);
    }

    // The first person moves, a date and an address are spoilt, the rest is as it was.
    private static string Spoilt(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        lines[1] = lines[1].Replace("London", "Nullepart", StringComparison.Ordinal);
        lines[2] = lines[2].Replace("2015-07-31", "31/31/2015", StringComparison.Ordinal);
        lines[3] = "\"" + lines[3];
        return string.Join('\n', lines);
    }

    private static async Task<(int Created, int Updated, int Refused)> ImportAsync(Sheet sheet, string name, byte[] file)
    {
        await sheet.GoAsync("admin/people");
        await sheet.PressAsync("a[href$='/admin/people/import']");
        await sheet.Page.WaitForURLAsync("**/admin/people/import");
        await sheet.LooksRightAsync();
        await sheet.Page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = file });
        await sheet.PressAsync("main form .btn-primary");
        await sheet.Page.WaitForURLAsync("**/admin/people/import/*");
        await sheet.LooksRightAsync();
        await sheet.Page.Locator("#source").FocusAsync();
        await sheet.Page.Keyboard.PressAsync("Enter");
        await sheet.Page.WaitForURLAsync("**/preview");
        await sheet.LooksRightAsync();
        await sheet.PressAsync("button[value=start]");
        await sheet.Page.WaitForURLAsync("**/report");
        await sheet.Page.Locator(".badge:has-text('done')").WaitForAsync();
        await sheet.LooksRightAsync();
        return (await FigureAsync(sheet, "New people"), await FigureAsync(sheet, "Changed people"), await FigureAsync(sheet, "Refused"));
    }

    // Two files at once, the household before the person who lives there.
    private static async Task SetAsync(Sheet sheet)
    {
        await sheet.GoAsync("admin/people/import");
        await sheet.Page.Locator("#import-file").SetInputFilesAsync(
        [
            new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes("id,first name,last name,household\n1,Zoé,Lalune,H1\n") },
            new FilePayload { Name = "households.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes("id,name,city\nH1,The Lalunes,Agen\n") },
        ]);
        await sheet.PressAsync("main form .btn-primary");
        foreach (var name in new[] { "people.csv", "households.csv" })
        {
            await sheet.Page.Locator($".import-files [aria-current]:has-text('{name}')").WaitForAsync();
            await sheet.LooksRightAsync();
            await sheet.PressAsync(".form-actions button[value=preview]");
        }

        await sheet.Page.WaitForURLAsync("**/preview");
        await sheet.LooksRightAsync();
        Assert.Equal((1, 1), (await FigureAsync(sheet, "New people"), await FigureAsync(sheet, "New households")));
        await sheet.PressAsync("button[value=start]");
        await sheet.Page.WaitForURLAsync("**/report");
        await sheet.Page.Locator(".badge:has-text('done')").WaitForAsync(new() { Timeout = 60_000 });
        await sheet.LooksRightAsync();
    }

    private static async Task<int> FigureAsync(Sheet sheet, string label)
        => int.Parse(await sheet.Page.Locator($".import-figures div:has(dt:text-is('{label}')) dd").InnerTextAsync(), System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<int> PeopleAsync(Sheet sheet, string words)
    {
        await sheet.GoAsync("admin/people?q=" + words);
        return await sheet.Page.Locator("tbody tr").CountAsync();
    }
}
