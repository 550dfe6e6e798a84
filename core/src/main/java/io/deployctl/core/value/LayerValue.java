package io.deployctl.core.value;

/**
 * What one layer says about a path.
 *
 * @param layer the layer's name
 * @param text the value as it is written there, masked where it is a secret
 * @param origin where it stands
 * @param effect what becomes of it
 */
public record LayerValue(String layer, String text, Origin origin, Effect effect) {
  /** What becomes of a layer's value. */
  public enum Effect {
    /** It is the value. */
    WINS,
    /** It is a part of a map that several layers make. */
    MERGES,
    /** A higher layer has another one. */
    LOSES,
    /** It is a null, and removes what is below it. */
    REMOVES
  }
}
