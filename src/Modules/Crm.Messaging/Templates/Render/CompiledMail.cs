using System.Collections.Concurrent;
using Crm.Kernel.Liquid.Closed;
using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Merge;

namespace Crm.Messaging.Templates.Render;

/// <summary>A part of a template, parsed.</summary>
/// <param name="Name">"subject", "html", "text", and with "layout" before it.</param>
internal sealed record CompiledPart(string Name, ClosedTemplate Template, IReadOnlySet<string> Uses);

/// <summary>A version of a template in one language, with its layout: ready to be rendered.</summary>
/// <param name="Text">Null when it is made of the HTML.</param>
internal sealed record CompiledVariant(string Language, CompiledPart Subject, CompiledPart Html, CompiledPart? Text, CompiledPart? Frame, CompiledPart? TextFrame)
{
    /// <summary>The fields used by any of its parts.</summary>
    public IReadOnlySet<string> Uses { get; } = new HashSet<string>(new[] { Subject, Html, Text, Frame, TextFrame }.OfType<CompiledPart>().SelectMany(part => part.Uses), StringComparer.Ordinal);
}

/// <summary>A version of a template with the version of its layout.</summary>
/// <param name="Name">The template's name.</param>
/// <param name="By">Who saved it.</param>
internal sealed record CompiledMail(string Name, int Version, string By, MailContent Content, IReadOnlyList<CompiledVariant> Variants)
{
    public CompiledVariant In(string language) => Variants.FirstOrDefault(variant => variant.Language == language) ?? Variants[0];
}

/// <summary>Keeps versions that were used of late: they never change. One a tenant.</summary>
internal sealed class CompiledMails
{
    private const int Most = 200;

    private readonly ConcurrentDictionary<(long Version, long? Layout), CompiledMail> _mails = new();

    public CompiledMail? Find(long version, long? layout) => _mails.GetValueOrDefault((version, layout));

    public CompiledMail Add(long version, long? layout, CompiledMail mail)
    {
        if (_mails.Count >= Most)
        {
            _mails.Clear();
        }

        return _mails[(version, layout)] = mail;
    }
}

/// <summary>Parses what was checked when it was saved; scoped.</summary>
internal sealed class CompileMail(ClosedLiquid liquid)
{
    /// <exception cref="InvalidDataException">It cannot be read: it came past the check.</exception>
    public CompiledMail Compile(string name, int version, string by, MailContent mail, MailContent? layout)
        => new(name, version, by, mail, [.. mail.Variants.Select(variant => Variant(mail, variant, layout))]);

    private CompiledVariant Variant(MailContent mail, MailVariant variant, MailContent? layout)
    {
        var frame = layout is null ? null : layout.Variants.First(one => one.Language == LanguageChoice.Of([variant.Language], [.. layout.Variants.Select(each => each.Language)]));
        var ownText = variant.Text.Trim().Length > 0;
        return new CompiledVariant(
            variant.Language, Part("subject", variant.Subject, mail, false), Part("html", variant.Html, mail, false), ownText ? Part("text", variant.Text, mail, false) : null,
            frame is null ? null : Part("layout-html", frame.Html, layout!, true), ownText && frame?.Text.Trim().Length > 0 ? Part("layout-text", frame.Text, layout!, true) : null);
    }

    private CompiledPart Part(string name, string source, MailContent content, bool isLayout)
    {
        var pieces = LiquidScan.Read(source);
        var template = liquid.Parse(LiquidScan.Marked(source, pieces), out var fault) ?? throw new InvalidDataException(fault);
        var fields = MergeFields.Of(content, isLayout);
        return new CompiledPart(name, template, FallbackCheck.Run(template, source, pieces, fields, liquid.Filters, NoWords.Instance, _ => { }).Where(fields.ContainsKey).ToHashSet(StringComparer.Ordinal));
    }
}
