using System.Globalization;
using Crm.Browsing;
using Crm.Testing;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>Tasks, calendar and notes from the keyboard alone, at a desk; each page is looked at at the width of a phone too.</summary>
public sealed class ActivitiesByKeyboardTests(Chrome chrome)
{
    [Fact]
    public async Task A_task_is_written_planned_found_in_the_calendar_and_done_and_a_thought_is_noted_and_attached()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "blank");
        await host.SwitchAsync(tenant, on: ["Crm.Activities"]);
        await host.InTenantAsync(tenant, services => services.AddPersonAsync("Odile", "Quintrec"));
        await using var sheet = await chrome.OpenAsync(host.Address, "en-GB");
        await sheet.SignInAsync();

        // One line is a task, added without leaving the list.
        await GoAsync(sheet, "admin/tasks?view=open");
        await sheet.TypeAsync("main [name=subject]", "Call the printer");
        await sheet.GoByAsync("Enter", "/admin/tasks");
        await Assertions.Expect(Line(sheet, "Call the printer")).ToBeVisibleAsync();

        // One in full: a day, somebody it is about.
        var day = new DateOnly(host.Clock.GetUtcNow().Year + 1, 5, 5); // written alike whichever of day and month the browser has first
        await GoAsync(sheet, "admin/tasks/new");
        await sheet.TypeAsync("[name='Input.Subject']", "Answer the letter");
        await sheet.TypeAsync("[name='Input.DueDay']", day.ToString("ddMMyyyy", CultureInfo.InvariantCulture));
        await sheet.TabToAsync("main input[type=search][name=q]");
        await sheet.FindAsync("quint");
        await sheet.Page.Locator("#about-found input").First.WaitForAsync();
        await sheet.TabToAsync("[name='Input.AboutId']:checked");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.GoByAsync("Control+Enter", "/admin/tasks/(?!new)");
        await Assertions.Expect(sheet.Page.Locator("main")).ToContainTextAsync("Odile Quintrec");
        await sheet.LooksRightAtBothWidthsAsync();

        // The calendar has it on its day, and leads to it.
        await GoAsync(sheet, $"admin/calendar?view=day&day={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.TabToAsync(".planner-day a[href*='/admin/tasks/']");
        await sheet.GoByAsync("Enter", "/admin/tasks/");

        // Done, and open again.
        await GoAsync(sheet, "admin/tasks?view=open");
        await sheet.TabToAsync("button[aria-label='Done: Call the printer']");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("button[aria-label='Done: Call the printer']")).ToHaveCountAsync(0);
        await GoAsync(sheet, "admin/tasks?view=done");
        await sheet.TabToAsync("button[aria-label='Open again: Call the printer']");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("button[aria-label='Open again: Call the printer']")).ToHaveCountAsync(0);

        // A thought, and whom it is about.
        await GoAsync(sheet, "admin/notes");
        await sheet.TypeAsync("main [name=text]", "Odile likes blue paper");
        await sheet.TabToAsync("button[name=kind][value=idea]");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator(".note-lines .note-text")).ToContainTextAsync("Odile likes blue paper");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.TabToAsync(".note-attach summary");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await sheet.TabToAsync(".note-attach input[name=q]");
        await sheet.FindAsync("quint");
        await sheet.Page.Locator(".note-found button").First.WaitForAsync();
        await sheet.TabToAsync(".note-found button");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("main")).ToContainTextAsync("Everything is attached");
        await GoAsync(sheet, "admin/notes?all=true");
        await Assertions.Expect(sheet.Page.Locator(".note-lines")).ToContainTextAsync("Odile Quintrec");
        Assert.Empty(sheet.Faults);
    }

    private static ILocator Line(Sheet sheet, string subject) => sheet.Page.Locator("tbody a").Filter(new() { HasText = subject });

    private static async Task GoAsync(Sheet sheet, string path)
    {
        await sheet.GoAsync(path);
        await sheet.TabToAsync(".skip-link");
        await sheet.Page.Keyboard.PressAsync("Enter");
    }
}
