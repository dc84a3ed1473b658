using System.Text.RegularExpressions;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Restraint;

/// <summary>How much is enough, and when nobody is written to.</summary>
[Right(MessagingPermissions.Manage)]
internal sealed partial class EditRestraint(ISiteService sites, RestraintWords words, IEnumerable<IChannel> channels, IStringLocalizer<EditRestraint> s) : PageModel
{
    private const int MostRules = 20;
    private const int MostDays = 366;
    private const int MostMessages = 1000;
    private const int MostApprovalDays = 3660;

    /// <summary>The intensities that have a gap.</summary>
    public static readonly IReadOnlyList<MessageIntensity> Intensities = [MessageIntensity.Light, MessageIntensity.Warm, MessageIntensity.Strong];

    /// <summary>The rules, and an empty one to add.</summary>
    [BindProperty]
    public List<RuleForm> Rules { get; set; } = [];

    /// <summary>One for each of <see cref="Intensities"/>.</summary>
    [BindProperty]
    public List<GapForm> Gaps { get; set; } = [];

    public RestraintWords Words => words;

    [BindProperty]
    public int ApprovalDays { get; set; }

    [BindProperty]
    public TimeOnly QuietFrom { get; set; }

    [BindProperty]
    public TimeOnly QuietTo { get; set; }

    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Whom { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var settings = (await sites.GetSiteSettingsAsync()).As<RestraintSettings>();
        (Rules, QuietFrom, QuietTo) = ([.. settings.Rules.Select(rule => new RuleForm { Name = rule.Name, PerHousehold = rule.PerHousehold, Channel = rule.Channel, Days = rule.Days, Most = rule.Most })], settings.QuietFrom, settings.QuietTo);
        ApprovalDays = settings.ApprovalDays;
        Gaps = [.. Intensities.Select(intensity => settings.Gaps.Find(gap => gap.Intensity == intensity)).Select(gap => new GapForm { Days = gap?.Days ?? 0, PerHousehold = gap?.PerHousehold ?? false })];
        Show();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var rules = Rules.Where(rule => !string.IsNullOrWhiteSpace(rule.Name)).ToList();
        Check(rules);
        if (!ModelState.IsValid)
        {
            Show();
            return Page();
        }

        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new RestraintSettings
        {
            Rules = [.. rules.Select(rule => new RestraintRule { Name = rule.Name!.Trim(), PerHousehold = rule.PerHousehold, Channel = rule.Channel ?? "", Days = rule.Days, Most = rule.Most })],
            Gaps = [.. Intensities.Zip(Gaps).Where(one => one.Second.Days > 0).Select(one => new IntensityGap { Intensity = one.First, Days = one.Second.Days, PerHousehold = one.Second.PerHousehold })],
            ApprovalDays = ApprovalDays, QuietFrom = QuietFrom, QuietTo = QuietTo,
        });
        await sites.UpdateSiteSettingsAsync(site);
        this.Toast(s["Saved."]);
        return RedirectToPage();
    }

    private void Show()
    {
        Channels = [new SelectListItem(s["All channels"], ""), .. channels.Select(channel => new SelectListItem(channel.Title, channel.Name))];
        Whom = [new SelectListItem(s["a person"], "false"), new SelectListItem(s["a household"], "true")];
        if (Rules.Count < MostRules)
        {
            Rules.Add(new RuleForm());
        }
    }

    private void Check(List<RuleForm> rules)
    {
        if (ApprovalDays is < 0 or > MostApprovalDays)
        {
            ModelState.AddModelError(nameof(ApprovalDays), s["From 0 to {0} days.", MostApprovalDays]);
        }

        foreach (var (at, _) in Gaps.Index().Where(one => one.Item.Days is < 0 or > MostDays))
        {
            ModelState.AddModelError($"Gaps[{at}].Days", s["From 0 to {0} days.", MostDays]);
        }

        foreach (var (rule, at) in Rules.Select((rule, at) => (rule, at)).Where(one => rules.Contains(one.rule)))
        {
            if (!Code().IsMatch(rule.Name!.Trim()) || rules.Count(other => other.Name!.Trim() == rule.Name!.Trim()) > 1)
            {
                ModelState.AddModelError($"Rules[{at}].Name", s["A name is of small letters, digits and hyphens, and stands once."]);
            }

            if (rule.Days is < 1 or > MostDays)
            {
                ModelState.AddModelError($"Rules[{at}].Days", s["From 1 to {0} days.", MostDays]);
            }

            if (rule.Most is < 0 or > MostMessages)
            {
                ModelState.AddModelError($"Rules[{at}].Most", s["From 0 to {0} messages.", MostMessages]);
            }

            if (rule.Channel is { Length: > 0 } name && channels.All(channel => channel.Name != name))
            {
                ModelState.AddModelError($"Rules[{at}].Channel", s["There is no such channel."]);
            }
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Code();
}

/// <summary>The days between two of an intensity, as the form has them.</summary>
internal sealed class GapForm
{
    public int Days { get; set; }

    public bool PerHousehold { get; set; }
}

/// <summary>A rule as the form has it; blank when it is none.</summary>
internal sealed class RuleForm
{
    public string? Name { get; set; }

    public bool PerHousehold { get; set; }

    public string? Channel { get; set; }

    public int Days { get; set; } = 7;

    public int Most { get; set; } = 1;
}
