using Crm.Messaging.Messages;

namespace Crm.Messaging.Templates.Edit;

/// <summary>A template as its form has it.</summary>
internal sealed class TemplateForm
{
    public string? Name { get; set; }

    public bool IsLayout { get; set; }

    /// <summary>The version it was read with.</summary>
    public int Version { get; set; }

    public string? Title { get; set; }

    public MessageClass Class { get; set; } = MessageClass.Personal;

    public string? Topic { get; set; }

    public string? Tone { get; set; }

    public MessageIntensity Intensity { get; set; }

    public string? SenderName { get; set; }

    public string? SenderAddress { get; set; }

    public string? Layout { get; set; }

    public int? InformalUnder { get; set; }

    /// <summary>A line each: <c>gift: Ours Gaspard</c>, <c>gifts[]: one; two</c>.</summary>
    public string? Facts { get; set; }

    /// <summary>The languages, and a blank one to add.</summary>
    public List<VariantForm> Variants { get; set; } = [];

    public static TemplateForm Of(MailTemplate template, MailContent mail) => new()
    {
        Name = template.Name, IsLayout = template.IsLayout, Version = template.Version, Title = mail.Title, Class = mail.Class, Topic = mail.Topic, Tone = mail.Tone, Intensity = mail.Intensity, SenderName = mail.SenderName, SenderAddress = mail.SenderAddress,
        Layout = mail.Layout, InformalUnder = mail.InformalUnder, Facts = string.Join('\n', mail.Facts.Select(fact => $"{fact.Name}{(fact.IsList ? "[]" : "")}: {fact.Sample}")),
        Variants = [.. mail.Variants.Select(variant => new VariantForm { Language = variant.Language, Subject = variant.Subject, Html = variant.Html, Text = variant.Text })],
    };

    /// <summary>Without the blank ones.</summary>
    public MailContent ToContent() => new()
    {
        Title = Title?.Trim() ?? "", Class = Class, Topic = Topic?.Trim() ?? "", Tone = Tone?.Trim() ?? "", Intensity = Intensity, SenderName = SenderName?.Trim() ?? "", SenderAddress = SenderAddress?.Trim() ?? "", Layout = Layout ?? "", InformalUnder = InformalUnder,
        Facts = [.. (Facts ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Fact)],
        Variants = [.. Variants.Where(variant => !variant.IsBlank).Select(variant => new MailVariant { Language = variant.Language?.Trim() ?? "", Subject = variant.Subject ?? "", Html = variant.Html ?? "", Text = variant.Text ?? "" })],
    };

    private static MailFact Fact(string line)
    {
        var (name, sample) = line.Split(':', 2, StringSplitOptions.TrimEntries) is [var before, var behind] ? (before, behind) : (line, "");
        var isList = name.EndsWith("[]", StringComparison.Ordinal);
        return new MailFact { Name = isList ? name[..^2] : name, IsList = isList, Sample = sample };
    }
}

/// <summary>A language of the form.</summary>
internal sealed class VariantForm
{
    public string? Language { get; set; }

    public string? Subject { get; set; }

    public string? Html { get; set; }

    public string? Text { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Language) && string.IsNullOrWhiteSpace(Subject) && string.IsNullOrWhiteSpace(Html) && string.IsNullOrWhiteSpace(Text);
}
