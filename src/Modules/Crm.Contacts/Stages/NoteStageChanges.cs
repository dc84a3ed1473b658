using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages;

/// <summary>Writes each change of a person's stage into the person, whoever makes it: form, bulk act, import, merge, API. What restores a past state restores its changes with it.</summary>
internal sealed class NoteStageChanges(ISession session, LifeCycle lifeCycle, StageNames names, ChangeContext change, TimeProvider time, IStringLocalizer<NoteStageChanges> s) : ContentHandlerBase
{
    public override Task CreatingAsync(ContentItem item) => NoteAsync(item, isNew: true);

    public override Task UpdatingAsync(ContentItem item) => NoteAsync(item, isNew: false);

    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if (item.ContentType != ContactTypes.Person || item.As<PersonPart>()?.Stage is not { Length: > 0 } stage || stage == Noted(item))
        {
            return;
        }

        await lifeCycle.ListAsync();
        if (names.Offered.All(offered => offered.Key != stage) && stage != session.GetStored(item)?.As<PersonPart>()?.Stage)
        {
            result.Fail($"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}", s["There is no stage “{0}”; there are: {1}.", stage, string.Join(", ", names.Offered.Select(offered => offered.Key))]);
        }
    }

    private Task NoteAsync(ContentItem item, bool isNew)
    {
        var stage = item.ContentType == ContactTypes.Person ? item.As<PersonPart>()?.Stage : null;
        if (stage is null)
        {
            return Task.CompletedTask;
        }

        if (isNew && item.As<LifeCyclePart>() is { Changes.Count: > 0 } brought)
        {
            // Brought from elsewhere: its versions are not this record's.
            brought.Changes.ForEach(known => known.Version = 1);
        }

        var noted = Noted(item);
        if (stage == (noted ?? ""))
        {
            // Dated by an import: who and what are those of this save.
            Complete(item);
            return Task.CompletedTask;
        }

        if (noted is null && !isNew && session.GetStored(item)?.As<PersonPart>()?.Stage is { } before)
        {
            if (before == stage)
            {
                return Task.CompletedTask;
            }

            Add(item, new StageChange { To = before });
            noted = before;
        }

        Add(item, new StageChange { From = noted ?? "", To = stage, At = Now });
        return Task.CompletedTask;
    }

    private void Add(ContentItem item, StageChange made) => item.Alter<LifeCyclePart>(part =>
    {
        if (made.At is not null)
        {
            (made.By, made.Cause, made.Version) = (change.ActorName, change.Event ?? "", Version(item));
        }

        if (made.At is not null || made.To.Length > 0)
        {
            part.Changes.Add(made);
        }
    });

    private void Complete(ContentItem item)
    {
        if (item.As<LifeCyclePart>()?.Changes is [.., { At: not null, Version: 0 }])
        {
            item.Alter<LifeCyclePart>(part => (part.Changes[^1].By, part.Changes[^1].Cause, part.Changes[^1].Version) = (change.ActorName, change.Event ?? "", Version(item)));
        }
    }

    private long Version(ContentItem item) => session.GetVersion(item) + 1;

    // The stage the last change led to; null when none is noted.
    private static string? Noted(ContentItem item) => item.As<LifeCyclePart>()?.Changes.LastOrDefault()?.To;

    private DateTime Now
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        }
    }
}
