using Crm.Kernel.Files;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Crm.Media.Field;

/// <summary>The editor of a media field: a line for each file, in order.</summary>
public sealed class MediaFieldEdit
{
    /// <summary>The files' paths; a blank one says nothing.</summary>
    public string?[]? Paths { get; set; }

    /// <summary>What each says to who cannot see it.</summary>
    public string?[]? Texts { get; set; }

    /// <summary>What is shown beside.</summary>
    [BindNever, ValidateNever]
    public MediaFieldFrame Frame { get; set; } = null!;

    /// <summary>The lines as posted or stored.</summary>
    internal IReadOnlyList<MediaLine> Lines => [.. (Paths ?? []).Zip((Texts ?? []).Concat(Enumerable.Repeat<string?>(null, Paths?.Length ?? 0)))
        .Where(pair => !string.IsNullOrEmpty(pair.First)).Select(pair => new MediaLine(pair.First!, pair.Second ?? "")).DistinctBy(line => line.Path)];
}

/// <summary>A file of a media field with its text.</summary>
public sealed record MediaLine(string Path, string Text);

/// <summary>What a media field's editor shows beside its lines.</summary>
/// <param name="Extensions">Those that the field takes, of those the site takes.</param>
/// <param name="Folder">Where files uploaded here go.</param>
public sealed record MediaFieldFrame(
    string Label, string? Hint, bool Required, bool Multiple, bool HasTexts, IReadOnlyList<string> Extensions, string Folder, bool MayChoose, bool MayUpload, MediaSettings Settings);

/// <summary>One line drawn; the template of new ones has no path.</summary>
public sealed record MediaLineShown(MediaLine Line, MediaFieldFrame Frame, string Prefix, bool IsThere);

/// <summary>A media field shown.</summary>
public sealed record MediaShown(string Label, IReadOnlyList<MediaLine> Lines);
