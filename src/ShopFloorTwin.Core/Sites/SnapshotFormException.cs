namespace ShopFloorTwin.Core.Sites;

/// <summary>A snapshot of another version of this program: sound, but not what this one would make of the journal.</summary>
public sealed class SnapshotFormException(int form, int formNow) : Exception($"the snapshot is of form {form}, and this version folds journals to form {formNow}");
