using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Topics;

/// <summary>The topics that readers choose among, and the form that adds or changes one.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed class EditTopics(TopicBook book, ChangeTopics change, ISiteService sites, IStringLocalizer<EditTopics> s) : PageModel
{
    /// <summary>Which one is changed; null to add one.</summary>
    [BindProperty(SupportsGet = true, Name = "topic")]
    public string? TopicName { get; set; }

    [BindProperty]
    public TopicForm Input { get; set; } = new();

    public TopicBook Book => book;

    /// <summary>Those in use, in their order.</summary>
    public IReadOnlyList<Topic> Topics { get; private set; } = [];

    /// <summary>Those that were taken away, the last first.</summary>
    public IReadOnlyList<Topic> Removed { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        var topic = Topics.FirstOrDefault(one => one.Name == TopicName);
        if (topic is null && TopicName is not null)
        {
            return NotFound();
        }

        Input = TopicForm.Of(topic, SiteLanguages.Of(await sites.GetSiteSettingsAsync()));
        return Page();
    }

    /// <summary>Adds or changes one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var isNew = TopicName is null;
        Input.Name = isNew ? Input.Name : TopicName;
        foreach (var (member, sentence) in Input.Faults(isNew, [.. Topics, .. Removed], s))
        {
            ModelState.AddModelError($"Input.{member}", sentence);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (isNew)
        {
            await change.AddAsync(Input.ToTopic());
        }

        return Done(isNew || await change.PutAsync(Input.ToTopic()), s["Saved."]);
    }

    /// <summary>Moves one by one place.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string? name, bool up)
    {
        await change.MoveAsync(name ?? "", up);
        return RedirectToPage(new { topic = (string?)null });
    }

    /// <summary>Takes one away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string? name) => Done(await change.RemoveAsync(name ?? ""), s["Taken away: nobody is offered it any more."], undo: $"~/admin/settings/topics?handler=BringBack&name={Uri.EscapeDataString(name ?? "")}");

    /// <summary>Brings one back.</summary>
    public async Task<IActionResult> OnPostBringBackAsync(string? name) => Done(await change.BringBackAsync(name ?? ""), s["The topic is back."]);

    private IActionResult Done(bool found, string toast, string? undo = null)
    {
        if (!found)
        {
            return NotFound();
        }

        this.Toast(toast, undo);
        return RedirectToPage(new { topic = (string?)null });
    }

    private async Task LoadAsync()
    {
        Topics = await book.ListAsync();
        Removed = [.. (await sites.GetSiteSettingsAsync()).As<TopicSettings>().Topics.Where(topic => topic.RemovedUtc is not null).OrderByDescending(topic => topic.RemovedUtc)];
    }
}
