using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>Two people made one, and two again, as the screen does it.</summary>
internal static class MergeEndpoint
{
    /// <param name="id">The person who stays.</param>
    /// <param name="preview">Answers what they would be and stores nothing.</param>
    public static async Task<IResult> PostAsync(
        string id, MergeRequest body, bool? preview, ClaimsPrincipal user, MergeGate gate, MergePeople merge, ContactSights sights, ContactLabels labels, IStringLocalizer<MergeGate> s, CancellationToken cancellationToken)
    {
        if (await gate.FindAsync(user, id, body.Other) is not ({ } survivor, { } other))
        {
            return Results.NotFound();
        }

        var sight = await sights.ForAsync(user, ContactTypes.Person);
        var compared = ComparedPeople.Of(survivor, other, new MergeChoices(new Dictionary<string, MergeSide>(), body.Households), sight, labels, isPreview: true);
        foreach (var (path, side) in body.Members ?? [])
        {
            if (compared.Members.FirstOrDefault(member => member.Path == path) is not { } member)
            {
                return Refused(path, s["The two do not differ in {0}, or you may not see it.", path]);
            }

            if (!Enum.TryParse<MergeSide>(side, ignoreCase: true, out var chosen) || !Enum.IsDefined(chosen) || (chosen == MergeSide.Both && !member.IsMany))
            {
                return Refused(path, member.IsMany ? s["Say survivor, other or both."] : s["Say survivor or other."]);
            }
        }

        var choices = new MergeChoices((body.Members ?? []).ToDictionary(pair => pair.Key, pair => Enum.Parse<MergeSide>(pair.Value, ignoreCase: true)), body.Households);
        var doubt = await gate.DoubtAsync(survivor.ContentItemId, other.ContentItemId, cancellationToken);
        if (preview == true)
        {
            compared = ComparedPeople.Of(survivor, other, choices, sight, labels, isPreview: true);
            return Results.Json(new MergePreview(
                compared.KeepName, compared.GoneName, compared.ResultName, [.. compared.Members.Select(MergedMember.Of)], compared.HasHouseholds, doubt));
        }

        if (doubt is not null && !body.Sure)
        {
            return Results.Problem(title: doubt, detail: s["Send “sure”: true when it is meant."], statusCode: StatusCodes.Status409Conflict);
        }

        var batch = await merge.MergeAsync(survivor, other, choices, cancellationToken);
        return Results.Json(new MergeAnswer(survivor.ContentItemId, sight.Show(survivor).DisplayText ?? "", batch));
    }

    /// <param name="keepLater">For what was changed since: true keeps it, false takes the state before the merge; left out, such members are told and nothing is written.</param>
    public static async Task<IResult> UndoAsync(string batchId, bool? keepLater, ClaimsPrincipal user, MergeGate gate, UndoMerge undo, ContactLabels labels, IStringLocalizer<MergeGate> s)
    {
        if (!await gate.MayUndoAsync(user, batchId))
        {
            return Results.NotFound();
        }

        var open = await undo.RunAsync(batchId, keepLater);
        return open.Count == 0
            ? Results.NoContent()
            : Results.Problem(
                title: s["Some of it was changed after the merge. Say with keepLater whether the later values stay."], statusCode: StatusCodes.Status409Conflict,
                extensions: new Dictionary<string, object?> { ["members"] = open.Distinct().Select(path => new ClashingMember(path, labels.Field(path))).ToList() });
    }

    private static IResult Refused(string path, string sentence) => NarrowedPeopleQuestion.Refused($"members.{path}", sentence);
}

/// <summary>With whom a person is made one.</summary>
/// <param name="Other">Id of the person who becomes part of them.</param>
/// <param name="Members">"survivor", "other" or "both" by path, as <c>PersonPart.GivenName</c>. Where nothing is said: both of what is many, else the survivor's, or the other's where that is empty.</param>
/// <param name="Households">Whether the one who stays joins the other's households.</param>
/// <param name="Sure">Whether it is meant, although the data of one of them may be used for nothing else.</param>
internal sealed record MergeRequest(string? Other, Dictionary<string, string>? Members, bool Households, bool Sure);

/// <summary>What a merge would come to.</summary>
/// <param name="HasHouseholds">Whether the one who goes lives in a household that the other does not.</param>
/// <param name="Doubt">Why it is asked whether the merge is meant; null when it is not.</param>
internal sealed record MergePreview(string KeepName, string GoneName, string ResultName, IReadOnlyList<MergedMember> Members, bool HasHouseholds, string? Doubt);

/// <summary>A member in which the two differ, as text.</summary>
internal sealed record MergedMember(string Path, string Label, string Keep, string Gone, string Result, bool IsMany, string Side)
{
    public static MergedMember Of(ComparedMember member) => new(member.Path, member.Label, member.Keep, member.Gone, member.Result, member.IsMany, member.Side.ToString().ToLowerInvariant());
}

/// <summary>A merge that was done; the batch is what takes it back.</summary>
internal sealed record MergeAnswer(string ContentItemId, string DisplayText, string BatchId);

/// <summary>A member that was changed after a merge that wrote it too.</summary>
internal sealed record ClashingMember(string Path, string Label);
