using Crm.Contacts.Choose;
using Crm.Contacts.Names;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary>Adds and changes stages, for the form and the API alike.</summary>
internal sealed class KeepStage(LifeCycle lifeCycle, StageNames names, IStringLocalizer<KeepStage> s)
{
    private const int MostDays = 36_500;

    /// <summary>The stages that are offered, in their order.</summary>
    public async Task<List<Stage>> OfferedAsync() => [.. (await lifeCycle.ListAsync()).Where(stage => !stage.IsRetired)];

    /// <summary>What is wrong with what was filled in, by the form's names of its inputs, as <c>Names[0].Name</c>.</summary>
    /// <param name="key">The key of the stage to change, which is there; null for a new one.</param>
    public IReadOnlyList<(string Member, string Sentence)> Faults(string? key, StageForm form) => [.. Faults(form, KeyOf(key, form), key is null)];

    /// <summary>Stores what was filled in, which has no faults.</summary>
    public async Task<Stage> StoreAsync(string? key, StageForm form)
    {
        Stage stage = null!;
        await lifeCycle.ChangeAsync(all => stage = Write(all, KeyOf(key, form), form));
        return stage;
    }

    /// <summary>Offers a stage again that was taken out of use; null when there is none of that key.</summary>
    public async Task<Stage?> RestoreAsync(string key)
    {
        if ((await lifeCycle.ListAsync()).All(stage => stage.Key != key))
        {
            return null;
        }

        Stage stage = null!;
        await lifeCycle.ChangeAsync(stages => (stage = stages.Find(stage => stage.Key == key)!).IsRetired = false);
        return stage;
    }

    private string KeyOf(string? key, StageForm form) => key ?? NamesByLanguage.KeyOf(form.Names.FirstOrDefault()?.Name, Stage.LongestKey, "stage", taken => names.Find(taken) is not null);

    private IEnumerable<(string Member, string Sentence)> Faults(StageForm form, string made, bool isNew)
    {
        var isNamed = !string.IsNullOrWhiteSpace(form.Names.FirstOrDefault()?.Name);
        for (var i = 0; i < form.Names.Count; i++)
        {
            if (i == 0 && !isNamed)
            {
                yield return ($"Names[{i}].Name", s["A stage needs a name."]);
            }
            else if (form.Names[i].Name?.Trim().Length > Stage.LongestName)
            {
                yield return ($"Names[{i}].Name", s["This is too long: {0} characters at most.", Stage.LongestName]);
            }
        }

        if (form.Names.Count == 0 || (isNamed && made.Length == 0))
        {
            yield return ("", s["A stage needs a name."]);
        }
        else if (isNew && names.Find(made) is { } same)
        {
            yield return ("Names[0].Name", same.IsRetired ? s["There was such a stage; bring it back instead."] : s["There is such a stage already."]);
        }

        if (form.StuckAfterDays is < 1 or > MostDays)
        {
            yield return ("StuckAfterDays", s["Write a number from 1 to {0}.", MostDays]);
        }
    }

    private static Stage Write(List<Stage> all, string key, StageForm form)
    {
        var stage = all.Find(stage => stage.Key == key) ?? new Stage { Key = key };
        stage.Name = form.Names[0].Name!.Trim();
        stage.Names = NamesByLanguage.Read(form.Names);
        (stage.Kind, stage.StuckAfterDays) = (form.Kind, form.StuckAfterDays);
        all.Place(stage, form.Place);
        return stage;
    }
}
