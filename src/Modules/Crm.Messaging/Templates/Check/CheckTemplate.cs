using System.Text.RegularExpressions;
using Crm.Contacts.Points;
using Crm.Kernel.Liquid.Closed;
using Crm.Kernel.Security;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates.Merge;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates.Check;

/// <summary>What is wrong with a template.</summary>
/// <param name="Member">As <c>Variants[0].Html</c>; blank for the whole.</param>
internal sealed record TemplateFault(string Member, string Sentence);

/// <summary>Looks at a template before it is saved: nothing is stored that could leave a hole in a letter. Scoped.</summary>
internal sealed partial class CheckTemplate(ClosedLiquid liquid, IStringLocalizer<CheckTemplate> s)
{
    /// <summary>Characters of a body's source at most.</summary>
    public const int MostSource = 150_000;

    /// <summary>Languages of a template at most.</summary>
    public const int MostVariants = 40;

    private const int MostWord = 100;
    private const int MostFacts = 20;
    private const int MostFaults = 50;

    /// <summary>Why it cannot be saved; none when it can.</summary>
    /// <param name="sight">What its author sees: nothing else is merged.</param>
    /// <param name="layouts">The names of layouts there are.</param>
    /// <param name="warnings">What is only said.</param>
    public IReadOnlyList<TemplateFault> Faults(MailContent mail, bool isLayout, Sight? sight, IReadOnlyCollection<string> layouts, out IReadOnlyList<TemplateFault> warnings)
    {
        var (faults, warned) = (new List<TemplateFault>(), new List<TemplateFault>());
        warnings = warned;
        Head(mail, isLayout, layouts, faults);
        if (mail.Variants.Count is 0 or > MostVariants)
        {
            faults.Add(new("", s["Write it in one language at least, in {0} at most.", MostVariants]));
        }

        foreach (var (at, variant) in mail.Variants.Index().Take(MostVariants))
        {
            Variant(mail, variant, isLayout, sight, $"{nameof(MailContent.Variants)}[{at}].", faults, warned);
        }

        return [.. faults.Take(MostFaults)];
    }

    /// <summary>Whether it may be a template's name.</summary>
    public static bool IsName(string? name) => name is not null and not "new" && Name().IsMatch(name);

    private void Head(MailContent mail, bool isLayout, IReadOnlyCollection<string> layouts, List<TemplateFault> faults)
    {
        Require(!string.IsNullOrWhiteSpace(mail.Title) && mail.Title.Length <= MostWord, nameof(mail.Title), s["Give it a title of at most {0} characters.", MostWord]);
        Require(mail.Tone.Length <= MostWord && mail.Topic.Length <= MostWord && mail.SenderName.Length <= MostWord, nameof(mail.Tone), s["Tone, topic and sender have at most {0} characters.", MostWord]);
        Require(!mail.SenderName.Contains('@', StringComparison.Ordinal) && !mail.SenderName.AsSpan().ContainsAny('\r', '\n'), nameof(mail.SenderName), s["A sender is somebody with a name."]);
        Require(mail.SenderAddress.Length == 0 || EmailAddress.Normalize(mail.SenderAddress) is not null, nameof(mail.SenderAddress), s["This is no e-mail address."]);
        Require(!NoReply().IsMatch(mail.SenderAddress), nameof(mail.SenderAddress), s["People answer letters: give an address that somebody reads."]);
        Require(mail.Layout.Length == 0 || (!isLayout && layouts.Contains(mail.Layout)), nameof(mail.Layout), isLayout ? s["A layout stands in no other."] : s["There is no layout of this name."]);
        Require(mail.InformalUnder is null or (>= 1 and <= 120), nameof(mail.InformalUnder), s["An age is from 1 to 120."]);
        Require(mail.Facts.Count <= MostFacts && mail.Facts.All(fact => FactName().IsMatch(fact.Name)) && mail.Facts.DistinctBy(fact => fact.Name).Count() == mail.Facts.Count, nameof(mail.Facts),
            s["What is given along has names of small letters, digits and _, each once, {0} at most.", MostFacts]);

        void Require(bool holds, string member, string sentence)
        {
            if (!holds)
            {
                faults.Add(new(member, sentence));
            }
        }
    }

    private void Variant(MailContent mail, MailVariant variant, bool isLayout, Sight? sight, string path, List<TemplateFault> faults, List<TemplateFault> warned)
    {
        if (!Language().IsMatch(variant.Language) || mail.Variants.Count(one => one.Language.Equals(variant.Language, StringComparison.OrdinalIgnoreCase)) > 1)
        {
            faults.Add(new(path + nameof(variant.Language), s["Give each text its own language, as fr or pt-BR."]));
        }

        if (!isLayout)
        {
            Subject(mail, variant, sight, path + nameof(variant.Subject), faults);
        }

        Body(mail, variant.Html, isLayout, isHtml: true, sight, path + nameof(variant.Html), faults, warned, variant.Language);
        if (variant.Text.Trim().Length > 0)
        {
            Body(mail, variant.Text, isLayout, isHtml: false, sight, path + nameof(variant.Text), faults, warned, variant.Language);
        }
    }

    private void Subject(MailContent mail, MailVariant variant, Sight? sight, string path, List<TemplateFault> faults)
    {
        var subject = variant.Subject;
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > MessageTexts.MostSubject || subject.AsSpan().Trim().ContainsAny('\r', '\n'))
        {
            faults.Add(new(path, s["Give it a subject of at most {0} characters.", MessageTexts.MostSubject]));
            return;
        }

        var fields = MergeFields.Of(mail, isLayout: false);
        if (Liquid(subject, fields, sight, path, faults) is { } uses && uses.FirstOrDefault(use => fields.GetValueOrDefault(use)?.HasSurname == true) is { } name)
        {
            faults.Add(new(path, s["{0} shows a surname: a subject stands on locked telephones, and children read letters too. Use person.given_name.", name]));
        }
    }

    private void Body(MailContent mail, string source, bool isLayout, bool isHtml, Sight? sight, string path, List<TemplateFault> faults, List<TemplateFault> warned, string language)
    {
        if (string.IsNullOrWhiteSpace(source) || source.Length > MostSource)
        {
            faults.Add(new(path, source.Length > MostSource ? s["It has {0} characters; {1} at most.", source.Length, MostSource] : s["Write something."]));
            return;
        }

        if (Liquid(source, MergeFields.Of(mail, isLayout), sight, path, faults) is not { } uses)
        {
            return;
        }

        var pieces = LiquidScan.Read(source);
        if (isLayout && pieces.Count(piece => piece.IsOutput && piece.Inner == MergeFields.Body) != 1)
        {
            faults.Add(new(path, s["A layout says {{ body }} once: there stands what is written in it."]));
        }

        if (isHtml)
        {
            HtmlCheck.Run(source, pieces, s, sentence => Say(faults, path, sentence), sentence => Say(warned, path, sentence));
        }

        if (language.StartsWith("fr", StringComparison.OrdinalIgnoreCase))
        {
            FrenchSpaces.Run(source, pieces, isHtml, s, sentence => Say(warned, path, sentence));
        }
    }

    private IReadOnlySet<string>? Liquid(string source, IReadOnlyDictionary<string, MergeField> fields, Sight? sight, string path, List<TemplateFault> faults)
    {
        source = source.ReplaceLineEndings("\n");
        var pieces = LiquidScan.Read(source);
        if (LiquidScan.TooDeep(pieces) is { } deep)
        {
            var (line, column) = new SourceLines(source).PlaceOf(deep);
            faults.Add(new(path, s["Line {0}, column {1}: this is too long or too deep.", line, column]));
            return null;
        }

        if (liquid.Parse(source, out var fault) is null || liquid.Parse(LiquidScan.Marked(source, pieces), out fault) is not { } template)
        {
            faults.Add(new(path, Unreadable(fault)));
            return null;
        }

        var said = new HashSet<string>();
        var uses = FallbackCheck.Run(template, source, pieces, fields, liquid.Filters, s, sentence =>
        {
            if (said.Add(sentence))
            {
                faults.Add(new(path, sentence));
            }
        });
        foreach (var hidden in uses.Select(fields.GetValueOrDefault).OfType<MergeField>().Where(field => sight is not null && !field.Sources.All(member => sight.CanSee(field.Type, member))))
        {
            faults.Add(new(path, s["{0} is hidden from you: it cannot be put into a letter.", hidden.Path]));
        }

        return uses;
    }

    // Who made that many has enough to do.
    private static void Say(List<TemplateFault> said, string path, string sentence)
    {
        if (said.Count < MostFaults)
        {
            said.Add(new(path, sentence));
        }
    }

    private string Unreadable(string fault)
        => Place().Match(fault) is { Success: true } place ? s["Line {0}, column {1}: this cannot be read: {2}", place.Groups[1].Value, place.Groups[2].Value, fault[..place.Index].Trim().TrimEnd('a', 't').Trim()] : s["This cannot be read: {0}", fault];

    [GeneratedRegex(@"\(?(\d+):(\d+)\)?\s*\z")]
    private static partial Regex Place();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,59}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z")]
    private static partial Regex FactName();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"^(no|do[-_.]?not)[-_.]?reply|^ne[-_.]?pas[-_.]?repondre|^no[-_.]?responder", RegexOptions.IgnoreCase)]
    private static partial Regex NoReply();
}
