// The form that a prediction is: its rings stand in the diagram, its choices in the dock.
export const FORM = 'prediction';
