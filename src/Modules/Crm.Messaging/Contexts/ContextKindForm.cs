using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Contexts;

/// <summary>A kind of context as its form has it.</summary>
internal sealed partial class ContextKindForm
{
    private const int MostKey = 40;
    private const int MostTitle = 100;
    private const int MostTone = 50;
    private const int MostDays = 3660;
    private const int MostRules = 12;
    private const int NewRules = 2;

    // The tones that templates speak of, offered for a new kind.
    private static readonly string[] s_tones = ["festive", "sober", "apology", "offer"];

    public string? Key { get; set; }

    /// <summary>What it is called in each language of the site, the site's own first.</summary>
    public List<KindTitle> Titles { get; set; } = [];

    public int Days { get; set; }

    public List<ToneRuleForm> Rules { get; set; } = [];

    public ContextVerdict Otherwise { get; set; }

    public bool AlsoTransactional { get; set; }

    /// <summary>A form with what a kind says in these languages, and in others that it has a title in.</summary>
    /// <param name="kind">Null for a new one.</param>
    public static ContextKindForm Of(ContextKind? kind, IEnumerable<CultureInfo> languages)
    {
        var form = new ContextKindForm
        {
            Key = kind?.Key, Days = kind?.Days ?? 0, Otherwise = kind?.Otherwise ?? ContextVerdict.Pass, AlsoTransactional = kind?.AlsoTransactional ?? false,
            Titles = [.. languages.Select(language => language.Name).Union(kind?.Titles.Keys ?? Enumerable.Empty<string>()).Select(language => new KindTitle { Language = language, Title = kind?.Titles.GetValueOrDefault(language) })],
            Rules = kind is null ? [.. s_tones.Select(tone => new ToneRuleForm { Tone = tone })] : [.. kind.Rules.Select(rule => new ToneRuleForm { Tone = rule.Tone, Verdict = rule.Verdict })],
        };
        form.Widen();
        return form;
    }

    /// <summary>Leaves room for more tones.</summary>
    public void Widen()
    {
        while (Rules.Count < MostRules && Rules.Count(rule => string.IsNullOrWhiteSpace(rule.Tone)) < NewRules)
        {
            Rules.Add(new ToneRuleForm());
        }
    }

    /// <summary>The kind without what is blank.</summary>
    public ContextKind ToKind() => new()
    {
        Key = Key!.Trim(), Days = Days, Otherwise = Otherwise, AlsoTransactional = AlsoTransactional,
        Titles = Titles.Where(title => !string.IsNullOrWhiteSpace(title.Language) && !string.IsNullOrWhiteSpace(title.Title)).DistinctBy(title => title.Language).ToDictionary(title => title.Language!, title => title.Title!.Trim()),
        Rules = [.. Rules.Where(rule => !string.IsNullOrWhiteSpace(rule.Tone)).Select(rule => new ToneRule { Tone = rule.Tone!.Trim(), Verdict = rule.Verdict })],
    };

    /// <summary>What is wrong, by member.</summary>
    /// <param name="isNew">Whether its key is given with it.</param>
    /// <param name="there">Those there are, and were.</param>
    public IEnumerable<(string Member, string Sentence)> Faults(bool isNew, IReadOnlyList<ContextKind> there, IStringLocalizer s)
    {
        var key = Key?.Trim() ?? "";
        if (isNew && (key.Length is 0 or > MostKey || !WellNamed().IsMatch(key)))
        {
            yield return (nameof(Key), s["Give it a name of lower-case letters, digits and hyphens, of at most {0} characters.", MostKey]);
        }
        else if (isNew && there.FirstOrDefault(kind => kind.Key == key) is { } same)
        {
            yield return (nameof(Key), same.RemovedUtc is null ? s["There is one of this name."] : s["One of this name was taken away: bring it back below."]);
        }

        if (Days is < 0 or > MostDays)
        {
            yield return (nameof(Days), s["From 0 to {0} days.", MostDays]);
        }

        if (string.IsNullOrWhiteSpace(Titles.FirstOrDefault()?.Title))
        {
            yield return ($"{nameof(Titles)}[0].{nameof(KindTitle.Title)}", s["Say what people here call it, in the site’s own language at least."]);
        }

        foreach (var (at, _) in Titles.Index().Where(one => one.Item.Title?.Length > MostTitle))
        {
            yield return ($"{nameof(Titles)}[{at}].{nameof(KindTitle.Title)}", s["A title has at most {0} characters.", MostTitle]);
        }

        foreach (var (at, rule) in Rules.Index().Where(one => !string.IsNullOrWhiteSpace(one.Item.Tone)))
        {
            if (rule.Tone!.Length > MostTone)
            {
                yield return ($"{nameof(Rules)}[{at}].{nameof(ToneRuleForm.Tone)}", s["At most {0} characters.", MostTone]);
            }
            else if (Rules.Take(at).Any(other => string.Equals(other.Tone?.Trim(), rule.Tone.Trim(), StringComparison.OrdinalIgnoreCase)))
            {
                yield return ($"{nameof(Rules)}[{at}].{nameof(ToneRuleForm.Tone)}", s["This tone stands above already."]);
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex WellNamed();
}

/// <summary>What a kind is called in one language.</summary>
internal sealed class KindTitle
{
    public string? Language { get; set; }

    public string? Title { get; set; }
}

/// <summary>What becomes of a tone, as the form has it; blank when it is none.</summary>
internal sealed class ToneRuleForm
{
    public string? Tone { get; set; }

    public ContextVerdict Verdict { get; set; }
}
